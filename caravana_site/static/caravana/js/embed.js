// For pages that embed cards of this site, if they want each as high as what is in it: every card works without this.
(() => {
  const ours = new URL(document.currentScript.src).origin;
  const frames = () => [...document.querySelectorAll('iframe')].filter(frame => {
    const { origin, pathname } = new URL(frame.src, location.href);
    return origin === ours && pathname.startsWith('/embed/');
  });
  addEventListener('message', ({ data, source }) => {
    if (data?.from !== 'caravana' || data.message !== 'height') return;
    const height = Math.min(Math.max(Number(data.value) || 0, 100), 5000);
    frames().filter(frame => frame.contentWindow === source).forEach(frame => { frame.height = height; });
  });
  const ask = () => frames().forEach(frame => frame.contentWindow.postMessage({ message: 'ready' }, '*'));
  ask(); // of those that were there before this
  addEventListener('load', ask);
})();
