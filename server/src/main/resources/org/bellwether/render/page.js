// Behaviour of the report and of the service's pages, which both can be read without it.
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
      var dash = { type: 'line', name: 'dashed', symbol: 'none', silent: true, data: [], markLine: { silent: true,
        symbol: 'none', animation: false, label: { show: false }, lineStyle: { color: text, type: 'dashed', width: 1 },
        data: head[1] === 'recall' ? [] : [[{ coord: [0, 0] }, { coord: [1, 1] }]] } };
      base.xAxis = Object.assign({ type: 'value', min: 0, max: 1, name: head[1], nameLocation: 'middle', nameGap: 24 }, axis);
      base.yAxis = Object.assign({ type: 'value', min: 0, max: 1, name: head[2],
        nameTextStyle: { color: text, align: 'left' } }, axis);
      base.yAxis.nameTextStyle = { color: text, align: 'left' };
      base.legend = { top: 0, right: 0, textStyle: { color: text }, data: ['reference', 'current'] };
      base.grid.top = 44;
      base.series = [dash];
      ['reference', 'current'].forEach(function (name) {
        var points = rows.filter(function (r) { return r[0] === name; })
          .map(function (r) { return r.slice(1).map(Number); })
          .sort(function (p, q) { return p[0] - q[0] || p[1] - q[1]; });
        var ink = token(name === 'current' ? '--current' : '--baseline'), few = points.length < 15;
        if (name === 'current' && !few) {
          // The band: what lies below its upper bound, without what lies below its lower one.
          [[3, ink, 0.25], [2, token('--panel'), 1]].forEach(function (edge) {
            base.series.unshift({ type: 'line', name: 'band', symbol: 'none', silent: true, tooltip: { show: false },
              z: edge[0] === 3 ? 0 : 1, lineStyle: { opacity: 0 }, areaStyle: { color: edge[1], opacity: edge[2] },
              data: points.map(function (p) { return [p[0], p[edge[0]]]; }) });
          });
        }
        base.series.push({ type: 'line', name: name, symbol: few ? 'circle' : 'none', symbolSize: 7,
          lineStyle: { color: ink }, itemStyle: { color: ink },
          data: points.map(function (p) { return [p[0], p[1]]; }),
          markLine: { silent: true, symbol: 'none', animation: false, label: { show: false },
            lineStyle: { color: ink, type: 'solid', width: 2 },
            data: few && name === 'current' ? points.map(function (p) {
              return [{ coord: [p[0], p[2]] }, { coord: [p[0], p[3]] }];
            }) : [] } });
      });
      return base;
    }
    base.xAxis = Object.assign({ type: 'category', data: rows.map(function (r) { return r[0]; }) }, axis);
    base.yAxis = Object.assign({ type: 'value', min: 0 }, axis);
    if (kind === 'rates') {
      var byClass = head[4] === 'reference', limit = Number(rows[0][4]), ink = token('--text');
      var whiskers = rows.map(function (r, i) { return [i, r[2], r[3]]; })
        .filter(function (w) { return w[1] !== ''; })
        .map(function (w) { return [{ coord: [w[0], Number(w[1])] }, { coord: [w[0], Number(w[2])] }]; });
      var fourFifths = byClass || rows[0][4] === '' ? [] : [{ yAxis: limit, lineStyle: { type: 'dashed' },
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
      if (byClass) {
        base.legend = { top: 0, textStyle: { color: text }, data: ['reference', head[1]] };
        base.yAxis.name = '';
        base.series.splice(0, 0, { type: 'bar', name: 'reference', barMaxWidth: 48, barGap: '-100%',
          itemStyle: { color: token('--baseline'), opacity: 0.55 },
          data: rows.map(function (r) { return r[4] === '' ? '-' : Number(r[4]); }) });
      }
      return base;
    }
    if (kind === 'bands') {
      base.legend.data = [head[1], head[4]];
      base.yAxis = Object.assign({ type: 'value', scale: true }, axis);
      base.series = [];
      [[1, '--baseline'], [4, '--current']].forEach(function (s) {
        var ink = token(s[1]), at = s[0], hidden = { type: 'line', stack: head[at], stackStrategy: 'all', symbol: 'none',
          silent: true, tooltip: { show: false }, lineStyle: { opacity: 0 } };
        function values(f) { return rows.map(function (r) { return r[at] === '' ? '-' : f(r); }); }
        base.series.push({ type: 'line', name: head[at], symbolSize: 7, lineStyle: { color: ink }, itemStyle: { color: ink },
          data: values(function (r) { return Number(r[at]); }) },
        Object.assign({ name: head[at] + ' low', data: values(function (r) { return Number(r[at + 1] || r[at]); }) }, hidden),
        Object.assign({ name: head[at] + ' band', areaStyle: { color: ink, opacity: 0.25 },
          data: values(function (r) { return r[at + 1] === '' ? 0 : Number(r[at + 2]) - Number(r[at + 1]); }) }, hidden));
      });
      return base;
    }
    if (kind === 'counts') {
      base.series = ['--current', '--third', '--second'].slice(0, head.length - 1).map(function (colour, i) {
        return { type: 'bar', name: head[i + 1], barCategoryGap: '20%', barGap: '0%', itemStyle: { color: token(colour) },
          data: rows.map(function (r) { return Number(r[i + 1]); }) };
      });
      return base;
    }
    var shares = head.length < 3 ? [[1, '--current', 0.8]] : [[1, '--baseline', 0.55], [2, '--current', 0.8]];
    if (head.length < 3) { base.legend = { show: false }; }
    base.series = shares.map(function (s) {
      return { type: 'bar', name: head[s[0]], barGap: kind === 'histogram' ? '-100%' : '0%',
        barCategoryGap: kind === 'histogram' ? '4%' : '30%',
        itemStyle: { color: token(s[1]), opacity: s[2] },
        data: rows.map(function (r) { return Number(r[s[0]]); }) };
    });
    return base;
  }
  function draw(box) {
    var table = box.closest('.panel').querySelector('table.data');
    // The SVG renderer writes style attributes, which the service's content security policy forbids.
    var chart = window.echarts.init(box, null, { renderer: root.dataset.renderer || 'svg', height: 200 });
    var paint = function () { chart.setOption(option(box.dataset.kind, cells(table)), true); };
    paint();
    drawn.push({ box: box, paint: paint, chart: chart });
  }
  function isDrawn(box) { return window.echarts.getInstanceByDom(box); }
  var seen = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) {
        seen.unobserve(entry.target);
        if (!isDrawn(entry.target)) { draw(entry.target); }
      }
    });
  }, { rootMargin: '400px' });
  function wireCharts(scope) {
    drawn = drawn.filter(function (d) {
      if (!d.box.isConnected) { d.chart.dispose(); }
      return d.box.isConnected;
    });
    // The first charts at once, so that a picture or a print of the page has them without scrolling.
    Array.from(scope.querySelectorAll('.chart')).forEach(function (box, i) {
      if (isDrawn(box)) { return; }
      box.classList.add('wired');
      if (i < 12) { draw(box); } else { seen.observe(box); }
    });
  }
  window.addEventListener('resize', function () { drawn.forEach(function (d) { d.chart.resize(); }); });
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('.chart').forEach(function (box) { if (!isDrawn(box)) { draw(box); } });
  });
  var scheme = window.matchMedia('(prefers-color-scheme: dark)');
  function repaint() { drawn.forEach(function (d) { d.paint(); }); }
  scheme.addEventListener('change', repaint);
  function switchTheme() {
    var dark = root.dataset.theme ? root.dataset.theme === 'dark' : scheme.matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    // A file has no cookies; the service draws its next page in the same colours.
    document.cookie = 'theme=' + root.dataset.theme + ';path=/;max-age=31536000;samesite=lax';
    repaint();
  }
  function download(button) {
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
  }
  function wireSorting(th) {
    if (th.querySelector('button')) { return; }
    var button = document.createElement('button');
    button.type = 'button';
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
  }
  // Written in UTC; shown in the reader's zone, with the original on hover.
  function localTime(time) {
    var moment = new Date(time.dateTime);
    if (time.title || isNaN(moment)) { return; }
    time.title = time.dateTime;
    time.textContent = moment.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  }
  function wire(scope) {
    wireCharts(scope);
    scope.querySelectorAll('table.sortable thead th').forEach(wireSorting);
    scope.querySelectorAll('time[datetime]').forEach(localTime);
  }
  wire(document);
  document.addEventListener('htmx:load', function (event) { wire(event.detail.elt); });
  document.addEventListener('click', function (event) {
    if (event.target.closest('#theme')) { switchTheme(); }
    var csv = event.target.closest('button.csv');
    if (csv) { download(csv); }
  });
  var filter = document.getElementById('filter');
  function apply() {
    var words = filter.value.toLowerCase();
    document.querySelectorAll('[data-filter]').forEach(function (item) {
      item.hidden = item.textContent.toLowerCase().indexOf(words) < 0;
    });
  }
  if (filter) {
    filter.addEventListener('input', function () {
      history.replaceState(null, '', '#filter=' + encodeURIComponent(filter.value));
      apply();
    });
    if (location.hash.indexOf('#filter=') === 0) {
      try { filter.value = decodeURIComponent(location.hash.slice(8)); } catch (malformed) { filter.value = ''; }
      apply();
    }
  }
  document.addEventListener('keydown', function (event) {
    var typing = event.target.closest('input,textarea,select');
    var search = document.querySelector('input[type=search]'), theme = document.getElementById('theme');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || (keys && keys.open)) { return; }
    if (event.key === '/' && search) { event.preventDefault(); search.focus(); }
    if (event.key === '?' && keys) { event.preventDefault(); keys.showModal(); }
    if (event.key === 't' && theme) { theme.click(); }
    if (event.key === 'n' || event.key === 'p') { move(event.key === 'n' ? 1 : -1); }
  });
  var keys = document.getElementById('keys'), help = document.getElementById('help');
  if (help && keys) { help.addEventListener('click', function () { keys.showModal(); }); }
  function move(step) {
    var heads = Array.from(document.querySelectorAll('main h2'));
    var tops = heads.map(function (h) { return Math.round(h.getBoundingClientRect().top); });
    var at = step > 0 ? tops.findIndex(function (y) { return y > 20; })
      : tops.filter(function (y) { return y < 0; }).length - 1;
    if (at >= 0) {
      heads[at].tabIndex = -1;
      heads[at].scrollIntoView();
      heads[at].focus({ preventScroll: true });
    }
  }
  document.querySelectorAll('.tools').forEach(function (tools) { tools.hidden = false; });
})();
