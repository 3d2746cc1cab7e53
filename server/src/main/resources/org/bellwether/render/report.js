(function () {
  'use strict';
  var root = document.documentElement, drawn = [];
  function token(name) { return getComputedStyle(root).getPropertyValue(name).trim(); }
  function cells(table) {
    return Array.from(table.rows).map(function (row) {
      return Array.from(row.cells).map(function (cell) { return cell.textContent.trim(); });
    });
  }
  function option(kind, data) {
    var head = data[0], rows = data.slice(1), text = token('--quiet'), line = token('--line');
    var axis = { axisLabel: { color: text, hideOverlap: true }, axisLine: { lineStyle: { color: line } },
      splitLine: { lineStyle: { color: line } }, nameTextStyle: { color: text } };
    var base = { animation: false, aria: { enabled: true }, tooltip: { trigger: 'axis', renderMode: 'richText' },
      grid: { left: 8, right: 16, top: 28, bottom: 24, containLabel: true },
      legend: { top: 0, textStyle: { color: text } } };
    if (kind === 'curve') {
      base.xAxis = Object.assign({ type: 'value', min: 0, max: 1, name: head[0], nameLocation: 'middle', nameGap: 24 }, axis);
      base.yAxis = Object.assign({ type: 'value', min: 0, max: 1 }, axis);
      base.series = [{ type: 'line', name: head[1], showSymbol: rows.length < 15, symbolSize: 7,
        lineStyle: { color: token('--current') }, itemStyle: { color: token('--current') },
        data: rows.map(function (r) { return [Number(r[0]), Number(r[1])]; }) }];
      return base;
    }
    base.xAxis = Object.assign({ type: 'category', data: rows.map(function (r) { return r[0]; }) }, axis);
    base.yAxis = Object.assign({ type: 'value', min: 0 }, axis);
    if (kind === 'rates') {
      var limit = Number(rows[0][4]), ink = token('--text');
      var whiskers = rows.map(function (r, i) { return [i, r[2], r[3]]; })
        .filter(function (w) { return w[1] !== ''; })
        .map(function (w) { return [{ coord: [w[0], Number(w[1])] }, { coord: [w[0], Number(w[2])] }]; });
      var fourFifths = rows[0][4] === '' ? [] : [{ yAxis: limit, lineStyle: { type: 'dashed' },
        label: { formatter: 'four fifths ' + limit.toFixed(2), position: 'insideStartTop', color: ink } }];
      base.legend = { show: false };
      base.yAxis.name = head[1];
      base.yAxis.max = function (range) {
        var top = Math.max.apply(null, rows.map(function (r) { return Number(r[3]); }).concat(range.max));
        return Math.min(1, Math.ceil(top * 10 + 0.01) / 10);
      };
      base.series = [{ type: 'bar', name: head[1], barMaxWidth: 48, itemStyle: { color: token('--current'), opacity: 0.8 },
        data: rows.map(function (r) { return r[1] === '' ? '-' : Number(r[1]); }),
        markLine: { silent: true, animation: false, symbol: 'none', label: { show: false },
          lineStyle: { color: ink, type: 'solid', width: 2 }, data: whiskers } },
      { type: 'line', name: head[4], data: [], markLine: { silent: true, animation: false, symbol: 'none',
        lineStyle: { color: ink }, data: fourFifths } }];
      return base;
    }
    base.series = [[1, '--baseline', 0.55], [2, '--current', 0.8]].map(function (s) {
      return { type: 'bar', name: head[s[0]], barGap: kind === 'histogram' ? '-100%' : '0%',
        barCategoryGap: kind === 'histogram' ? '4%' : '30%',
        itemStyle: { color: token(s[1]), opacity: s[2] },
        data: rows.map(function (r) { return Number(r[s[0]]); }) };
    });
    return base;
  }
  function draw(box) {
    var table = box.closest('.panel').querySelector('table.data');
    var chart = window.echarts.init(box, null, { renderer: 'svg', height: 200 });
    var paint = function () { chart.setOption(option(box.dataset.kind, cells(table)), true); };
    paint();
    drawn.push({ paint: paint, chart: chart });
  }
  var boxes = Array.from(document.querySelectorAll('.chart'));
  boxes.forEach(function (box) { box.textContent = ' '; });
  var seen = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) { seen.unobserve(entry.target); draw(entry.target); }
    });
  }, { rootMargin: '400px' });
  // The first charts at once, so that a picture or a print of the page has them without scrolling.
  boxes.forEach(function (box, i) { if (i < 12) { draw(box); } else { seen.observe(box); } });
  window.addEventListener('resize', function () { drawn.forEach(function (d) { d.chart.resize(); }); });
  window.addEventListener('beforeprint', function () {
    boxes.forEach(function (box) { if (!window.echarts.getInstanceByDom(box)) { seen.unobserve(box); draw(box); } });
  });
  var scheme = window.matchMedia('(prefers-color-scheme: dark)');
  function repaint() { drawn.forEach(function (d) { d.paint(); }); }
  scheme.addEventListener('change', repaint);
  document.getElementById('theme').addEventListener('click', function () {
    var dark = root.dataset.theme ? root.dataset.theme === 'dark' : scheme.matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    repaint();
  });
  document.querySelectorAll('button.csv').forEach(function (button) {
    button.addEventListener('click', function () {
      var lines = cells(button.closest('.panel').querySelector('table.data')).map(function (row) {
        return row.map(function (cell) {
          // A spreadsheet must not run a cell that came from the data.
          var safe = /^[=+@\t\r]|^-[^0-9.]/.test(cell) ? "'" + cell : cell;
          return '"' + safe.replace(/"/g, '""') + '"';
        }).join(',');
      });
      var link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([lines.join('\r\n') + '\r\n'], { type: 'text/csv' }));
      link.download = 'chart.csv';
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
    });
  });
  document.querySelectorAll('table.sortable th').forEach(function (th, index) {
    var button = document.createElement('button');
    button.textContent = th.textContent;
    th.textContent = '';
    th.appendChild(button);
    button.addEventListener('click', function () {
      var body = th.closest('table').tBodies[0], at = th.cellIndex;
      var up = th.getAttribute('aria-sort') !== 'ascending';
      Array.from(th.parentNode.cells).forEach(function (c) { c.removeAttribute('aria-sort'); });
      th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      Array.from(body.rows).sort(function (a, b) {
        var x = a.cells[at].dataset.v || a.cells[at].textContent, y = b.cells[at].dataset.v || b.cells[at].textContent;
        return (up ? 1 : -1) * x.localeCompare(y, undefined, { numeric: true });
      }).forEach(function (row) { body.appendChild(row); });
    });
  });
  var filter = document.getElementById('filter');
  function apply() {
    var words = filter.value.toLowerCase();
    document.querySelectorAll('[data-filter]').forEach(function (item) {
      item.hidden = item.textContent.toLowerCase().indexOf(words) < 0;
    });
  }
  filter.addEventListener('input', function () {
    history.replaceState(null, '', '#filter=' + encodeURIComponent(filter.value));
    apply();
  });
  if (location.hash.indexOf('#filter=') === 0) {
    try { filter.value = decodeURIComponent(location.hash.slice(8)); } catch (malformed) { filter.value = ''; }
    apply();
  }
  document.addEventListener('keydown', function (event) {
    if (event.key === '/' && document.activeElement !== filter) { event.preventDefault(); filter.focus(); }
  });
  document.querySelector('.tools').hidden = false;
})();
