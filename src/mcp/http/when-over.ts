/** Runs something once the whole response was sent, or its reader is gone. */
export function whenOver(response: Response, then: () => void): Response {
  if (!response.body) {
    then();
    return response;
  }
  let isOver = false;
  const end = () => {
    if (!isOver) then();
    isOver = true;
  };
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (value) controller.enqueue(value);
        if (!done) return;
        end();
        controller.close();
      } catch (error) {
        end();
        controller.error(error);
      }
    },
    async cancel(reason) {
      end();
      await reader.cancel(reason);
    },
  });
  const { status, headers } = response;
  return new Response(body, { status, headers });
}
