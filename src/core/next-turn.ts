/**
 * Lets a worker handle other messages between two pieces of work. Uses a message rather than a timer, because nested
 * timers are clamped to 4 ms.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener(
      'message',
      () => {
        port1.close();
        resolve();
      },
      { once: true },
    );
    port1.start();
    port2.postMessage(null);
  });
}
