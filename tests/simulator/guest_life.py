"""Drives a cluster through Debian's python3-proxmoxer and prints what happened as JSON.

Arguments: host, port, certificate file, user@realm!token=secret, user, password.
"""

import json
import sys
import time

from proxmoxer import ProxmoxAPI
from proxmoxer.core import ResourceException


def connect():
    host, port, certificate, token, user, password = sys.argv[1:]
    common = {"port": int(port), "verify_ssl": certificate}
    token_id, secret = token.split("=")
    owner, name = token_id.split("!")
    return (
        ProxmoxAPI(host, user=owner, token_name=name, token_value=secret, **common),
        ProxmoxAPI(host, user=user, password=password, **common),
    )


def follow(api, node, upid):
    for _ in range(200):
        status = api.nodes(node).tasks(upid).status.get()
        if status["status"] == "stopped":
            return status["exitstatus"]
        time.sleep(0.02)
    return "never ended"


def live(api, vmid):
    """The life of one virtual machine, step by step."""
    node = api.nodes("pve1")
    steps = []
    created = node.qemu.post(
        vmid=vmid, name=f"py-{vmid}", memory=512, cores=1, scsi0="local-lvm:1",
        net0="virtio,bridge=vmbr0",
    )
    steps.append(["create", follow(api, "pve1", created)])
    steps.append(["listed", any(vm["vmid"] == vmid for vm in node.qemu.get())])
    guest = node.qemu(vmid)
    steps.append(["config", guest.config.get()["name"]])
    guest.config.put(description="a; b & c=d")
    steps.append(["description", guest.config.get()["description"]])
    steps.append(["start", follow(api, "pve1", guest.status.start.post())])
    steps.append(["status", guest.status.current.get()["status"]])
    try:
        guest.delete()
    except ResourceException as error:
        steps.append(["delete while running", error.status_code, error.content])
    steps.append(["stop", follow(api, "pve1", guest.status.stop.post())])
    steps.append(["delete", follow(api, "pve1", guest.delete(purge=1))])
    try:
        guest.config.get()
    except ResourceException as error:
        steps.append(["gone", error.status_code, error.content])
    return steps


by_token, by_password = connect()
print(json.dumps({
    "version": by_token.version.get()["release"],
    "nodes": sorted(node["node"] for node in by_password.nodes.get()),
    "token": live(by_token, 801),
    "password": live(by_password, 802),
}))
