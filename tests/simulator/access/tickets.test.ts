import { describe, expect, it } from "vitest";
import { createTicketOffice } from "../../../simulator/access/tickets.js";

const time = Date.UTC(2026, 0, 5, 9, 0, 0) / 1000;

describe("tickets", () => {
  it("are good for their user, for two hours, and for no one who changes them", () => {
    const office = createTicketOffice();
    const ticket = office.issue("admin@pve", time);
    expect(office.verify(ticket, time + 60)).toEqual({
      user: "admin@pve",
      age: 60,
      partial: false,
    });
    expect(office.verify(ticket, time + 7200)).toBeUndefined();
    expect(office.verify(ticket.replace("admin", "root"), time)).toBeUndefined();
    expect(createTicketOffice().verify(ticket, time)).toBeUndefined();
    const csrf = office.issueCsrf("admin@pve", time);
    expect([
      office.verifyCsrf("admin@pve", csrf, time),
      office.verifyCsrf("root@pam", csrf, time),
    ]).toEqual([true, false]);
  });
});
