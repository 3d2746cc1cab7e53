// What only the service's pages do; each works without it.
(function () {
  'use strict';
  document.addEventListener('submit', function (event) {
    var button = event.submitter;
    if (button && button.dataset.confirm && !window.confirm(button.dataset.confirm)) { event.preventDefault(); }
  });
  // A part that renews itself must not take away what somebody is reading or using.
  document.addEventListener('htmx:beforeRequest', function (event) {
    var part = event.detail.elt;
    if (!part.hasAttribute('hx-trigger') || part.getAttribute('hx-trigger').indexOf('every') < 0) { return; }
    var used = part.contains(document.activeElement) || part.querySelector('details[open],th[aria-sort]');
    if (document.hidden || used || document.documentElement.dataset.paused) { event.preventDefault(); }
  });
  document.addEventListener('click', function (event) {
    var pause = event.target.closest('button.pause');
    if (!pause) { return; }
    var root = document.documentElement;
    if (root.dataset.paused) { delete root.dataset.paused; } else { root.dataset.paused = 'true'; }
    pause.setAttribute('aria-pressed', String(Boolean(root.dataset.paused)));
  });
})();
