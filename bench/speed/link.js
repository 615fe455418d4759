/**
 * Stands in for Link's script, where it counts: one iframe for each `Plaid.create`, which has to load before Link can
 * show. react-plaid-link and this package both drive it.
 */
let links = 0;
window.Plaid = {
  create({ token, onLoad, onEvent, onExit }) {
    if (!String(token).startsWith('link-')) throw new Error('No link token was given.');
    const iframe = document.createElement('iframe');
    iframe.id = `plaid-link-iframe-${(links += 1)}`;
    iframe.src = '/frame.html';
    iframe.style.display = 'none';
    const loaded = new Promise((resolve) => iframe.addEventListener('load', resolve));
    void loaded.then(() => onLoad?.());
    document.body.append(iframe);
    const metadata = { link_session_id: iframe.id, timestamp: new Date().toISOString() };
    return {
      async open() {
        await loaded;
        iframe.style.display = 'block';
        onEvent?.('OPEN', { ...metadata, is_update_mode: 'true', request_id: 'r' });
      },
      exit(options, told) {
        iframe.style.display = 'none';
        onExit?.(null, { ...metadata, institution: null, status: null, request_id: 'r' });
        told?.();
      },
      submit() {},
      destroy: () => iframe.remove(),
    };
  },
};
