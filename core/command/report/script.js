// Fills the page from its data. Titles and SKUs come from files that nobody checked: they only ever become text.
'use strict';
(() => {
  const evaluation = JSON.parse(byId('evaluation').textContent);
  const recallLengths = [1, 3, 5, 10, 20];

  /** @param {string} id */
  function byId(id) {
    return document.getElementById(id);
  }

  /**
   * An element with text and children.
   * @param {string} name
   * @param {{text?: string, class?: string, scope?: string}} [settings]
   * @param {Node[]} [children]
   */
  function element(name, settings = {}, children = []) {
    const result = document.createElement(name);
    if (settings.text !== undefined) result.textContent = settings.text;
    if (settings.class) result.className = settings.class;
    if (settings.scope) result.setAttribute('scope', settings.scope);
    result.append(...children);
    return result;
  }

  /** A share as people read it. @param {number | null} share */
  function percent(share) {
    return share === null ? '–' : `${(share * 100).toFixed(1)} %`;
  }

  /** The share among the first ten; nothing where there are no such carts. */
  function recallOf({ cases, 'R@10': recall }) {
    return percent(cases === 0 ? null : recall);
  }

  /** A number with thousands. @param {number} number */
  function count(number) {
    return number.toLocaleString('en');
  }

  /**
   * @param {string} id of the table
   * @param {string} caption
   * @param {string[]} head
   * @param {{cells: string[], own?: boolean}[]} rows
   */
  function fillTable(id, caption, head, rows) {
    byId(id).append(
      element('caption', { text: caption }),
      element('thead', {}, [
        element(
          'tr',
          {},
          head.map((text) => element('th', { text, scope: 'col' })),
        ),
      ]),
      element(
        'tbody',
        {},
        rows.map(({ cells: [name, ...cells], own }) =>
          element('tr', { class: own ? 'own' : '' }, [
            element('th', { text: name, scope: 'row' }),
            ...cells.map((text) => element('td', { text })),
          ]),
        ),
      ),
    );
  }

  /** @type {(() => {id: string, label: string, config: object})[]} */
  const plots = [];
  /** @type {Map<string, any>} */
  const drawn = new Map();

  /** The page's colours, which change with the reader's settings. */
  function palette() {
    const style = getComputedStyle(document.documentElement);
    const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
    const colour = (name) => style.getPropertyValue(name).trim();
    return {
      ink: colour('--ink'),
      quiet: colour('--quiet'),
      line: colour('--line'),
      accent: colour('--accent'),
      // Okabe and Ito's colours for every kind of sight, lighter on dark paper.
      others: isDark
        ? ['#e69f00', '#56b4e9', '#f0e442', '#cc79a7', '#ff8a5c', '#9db4ff', '#b8c0c8', '#8a949e']
        : ['#b87700', '#2f87c0', '#8a7f00', '#b0508a', '#c24f00', '#3f55c9', '#6b7480', '#98a2ad'],
    };
  }

  function draw() {
    const colours = palette();
    Chart.defaults.color = colours.quiet;
    Chart.defaults.borderColor = colours.line;
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 13;
    Chart.defaults.animation = false;
    Chart.defaults.maintainAspectRatio = false;
    for (const plot of plots) {
      const { id, label, config } = plot(colours);
      drawn.get(id)?.destroy();
      const canvas = byId(id);
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', `${label} The table below has the numbers.`);
      drawn.set(id, new Chart(canvas, config));
    }
  }

  /** Settings of an axis of shares. */
  function shares(title) {
    return {
      beginAtZero: true,
      title: { display: true, text: title },
      ticks: { callback: (value) => `${+(value * 100).toFixed(2)} %` },
    };
  }

  function showSetting() {
    const { headline, split, table } = evaluation;
    const number = headline.match(/^(.*?)(\d+)\.$/);
    byId('headline').append(number[1], element('strong', { text: number[2] }), '.');
    const others = split.kind === 'temporal' ? 'later orders' : 'other orders, chosen at random';
    byId('setting').textContent =
      `The suggestions were learned from ${count(split.training_orders)} orders and judged by ` +
      `${count(split.cases)} carts from ${count(split.test_orders)} ${others}. From each, one item was taken away; ` +
      'the rest was the cart, and the item the one more thing. ' +
      (split.held_out_unknown === 0
        ? ''
        : `In ${count(split.held_out_unknown)} carts it was something that had never been sold before, which nobody ` +
          'could have suggested. ') +
      `The table knows ${count(split.items)} items and weighs ` +
      `${count(Math.ceil(table.bytes / 1000))} kB.`;
    byId('made-by').textContent = `Made by goeswith ${evaluation.goeswith}. Plots by Chart.js (MIT licence).`;
  }

  /** What each way to suggest does, for people who do not know its name. */
  const ways = {
    table: 'What shoppers see, from the file that they download: the shop’s rules hold, and look-alikes stand once.',
    bare: 'The same file without rules for look-alikes.',
    refit: 'The same numbers before most of them were left out to make the file small: what size costs.',
    ease: 'A strong method of research (EASE) that needs a number for every two items: too large to download.',
    weighted_count: 'How often two items stand in one order; large orders count less.',
    bm25: 'Items whose orders are alike, weighed as search engines weigh words.',
    jaccard: 'Of the orders that hold one of two items, the share that hold both.',
    cosine: 'The same, with bestsellers held back less.',
    count: 'How often two items stand in one order: “customers also bought” at its simplest.',
    popularity: 'Bestsellers, the same for everybody, whatever is in the cart.',
  };

  /** The headline's figure beside those of the simple ways. */
  function showCompared() {
    const hits = (key) => Math.round(100 * evaluation.rankers.find((ranker) => ranker.key === key)['R@3']);
    byId('compared').textContent =
      `Three bestsellers would have held it in ${hits('popularity')} of 100, the three items most often bought together ` +
      `with the cart's in ${hits('count')}.`;
  }

  function showRankers() {
    const { rankers, left_out: leftOut } = evaluation;
    const hasCategories = evaluation.same_category_of_truth !== null;
    byId('noise').textContent = `${(200 * rankers[0]['se_R@10']).toFixed(1)} points`;
    byId('left-out').textContent = leftOut.map(({ name, reason }) => `Left out: ${name} (${reason}).`).join(' ');
    if (hasCategories) {
      byId('categories').textContent =
        'Same category: share of the first three suggestions that have the category of an item in the cart. Of what ' +
        `was really bought it is ${percent(evaluation.same_category_of_truth)}.`;
    }
    fillTable(
      'rankers-table',
      `Of ${count(evaluation.split.cases)} carts, those whose next item was among the`,
      ['', ...recallLengths.map((k) => (k === 1 ? 'first' : `first ${k}`))],
      rankers.map((ranker, k) => ({
        own: k === 0,
        cells: [ranker.name, ...recallLengths.map((length) => percent(ranker[`R@${length}`]))],
      })),
    );
    const { single_item_carts: single, larger_carts: larger } = rankers[0];
    fillTable(
      'carts-table',
      `Next item among the first ten, for ${count(single.cases)} carts of one item and ` +
        `${count(larger.cases)} of more`,
      ['', 'One item', 'More', 'Place', 'Coverage', 'Answered', ...(hasCategories ? ['Same category'] : [])],
      rankers.map((ranker, k) => ({
        own: k === 0,
        cells: [
          ranker.name,
          recallOf(ranker.single_item_carts),
          recallOf(ranker.larger_carts),
          ranker['MRR@10'].toFixed(3),
          percent(ranker['coverage@10']),
          percent(ranker.answered),
          ...(hasCategories ? [percent(ranker['same_category@3'])] : []),
        ],
      })),
    );
    byId('ways').append(
      ...rankers.flatMap(({ key, name }) => [element('dt', { text: name }), element('dd', { text: ways[key] })]),
    );
    const shapes = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'cross', 'crossRot', 'rectRounded'];
    plots.push((colours) => ({
      id: 'rankers-plot',
      label: 'Lines: share of carts whose next item is among the first k, for each way to suggest.',
      config: {
        type: 'line',
        data: {
          labels: recallLengths,
          datasets: rankers.map((ranker, k) => {
            const colour = k === 0 ? colours.accent : colours.others[(k - 1) % colours.others.length];
            return {
              label: ranker.name,
              data: recallLengths.map((length) => ranker[`R@${length}`]),
              borderColor: colour,
              backgroundColor: colour,
              borderWidth: k === 0 ? 4 : 1.5,
              pointStyle: shapes[k % shapes.length],
              pointRadius: k === 0 ? 5 : 4,
              order: k === 0 ? 0 : 1,
            };
          }),
        },
        options: {
          interaction: { mode: 'index', intersect: false },
          plugins: {
            legend: { position: 'bottom', labels: { usePointStyle: true, boxHeight: 7, color: colours.ink } },
            tooltip: {
              callbacks: {
                title: ([{ label }]) => `Among the first ${label}`,
                label: ({ dataset, parsed }) => `${dataset.label}: ${percent(parsed.y)}`,
              },
            },
          },
          scales: { x: { title: { display: true, text: 'Length of the list' } }, y: shares('Carts with a hit') },
        },
      },
    }));
  }

  function showPages() {
    const { rankers } = evaluation;
    const { pages } = rankers[0];
    const kinds = [
      ['same_category', 'Same category'],
      ['same_family', 'Look-alikes'],
    ].filter(([key]) => pages[key] !== null);
    fillTable(
      'pages-table',
      `Three suggestions on ${count(pages.views)} product pages`,
      ['', 'Right, of three places', 'A hit among three', 'Answered', 'Three shown', ...kinds.map(([, name]) => name)],
      rankers.map((ranker, k) => ({
        own: k === 0,
        cells: [
          ranker.name,
          ...['P@3', 'hit@3', 'answered', 'three', ...kinds.map(([key]) => key)].map((key) =>
            percent(ranker.pages[key]),
          ),
        ],
      })),
    );
  }

  function showStrictness() {
    const { strictness } = evaluation.pages;
    byId('strictness').hidden = strictness.length === 0;
    if (strictness.length === 0) return;
    fillTable(
      'strictness-table',
      'Three suggestions a page at most',
      ['At least expected', 'Pages answered', 'Shown a page', 'Of these taken'],
      strictness.map((point) => ({
        cells: [
          point.min_attach === 0 ? 'anything' : percent(point.min_attach),
          percent(point.answered),
          point.shown.toFixed(2),
          percent(point.answered > 0 ? point.precision : null),
        ],
      })),
    );
    const points = strictness.filter((point) => point.answered > 0);
    plots.push((colours) => ({
      id: 'strictness-plot',
      label:
        'Line: the share of suggestions that are taken, over the share of pages that show any, for each strictness.',
      config: {
        type: 'scatter',
        data: {
          datasets: [
            {
              data: points.map((point) => ({ x: point.answered, y: point.precision })),
              showLine: true,
              borderColor: colours.accent,
              backgroundColor: colours.accent,
              pointRadius: 5,
            },
          ],
        },
        options: {
          plugins: {
            legend: { display: false },
            tooltip: {
              callbacks: {
                label: ({ dataIndex }) => {
                  const point = points[dataIndex];
                  return (
                    `At least ${percent(point.min_attach)} expected: ${percent(point.answered)} answered, ` +
                    `${percent(point.precision)} of the suggestions taken`
                  );
                },
              },
            },
          },
          scales: { x: { ...shares('Pages answered'), max: 1 }, y: shares('Suggestions taken') },
        },
      },
    }));
  }

  function showReliability() {
    const { reliability } = evaluation.pages;
    byId('reliability').hidden = reliability.length === 0;
    if (reliability.length === 0) return;
    fillTable(
      'reliability-table',
      'The first three suggestions of every page',
      ['Expected', 'Observed', 'Shown'],
      reliability.map((bin) => ({ cells: [percent(bin.predicted), percent(bin.observed), count(bin.shown)] })),
    );
    const end = Math.max(...reliability.flatMap((bin) => [bin.predicted, bin.observed])) * 1.05;
    plots.push((colours) => ({
      id: 'reliability-plot',
      label: 'Points: the observed share of suggestions that were taken, over the expected share.',
      config: {
        type: 'scatter',
        data: {
          datasets: [
            {
              label: 'Suggestions',
              data: reliability.map((bin) => ({ x: bin.predicted, y: bin.observed })),
              borderColor: colours.accent,
              backgroundColor: colours.accent,
              pointRadius: 5,
              showLine: true,
            },
            {
              label: 'Expectation and outcome the same',
              data: [
                { x: 0, y: 0 },
                { x: end, y: end },
              ],
              borderColor: colours.quiet,
              borderDash: [6, 6],
              pointRadius: 0,
              showLine: true,
            },
          ],
        },
        options: {
          plugins: {
            legend: { display: false },
            tooltip: {
              callbacks: { label: ({ parsed }) => `${percent(parsed.x)} expected, ${percent(parsed.y)} observed` },
            },
          },
          scales: { x: shares('Expected'), y: shares('Observed') },
        },
      },
    }));
  }

  function showExamples() {
    const { examples } = evaluation;
    byId('examples').hidden = examples.length === 0;
    /** @param {{sku: string, title: string}} item */
    const named = ({ sku, title }) =>
      title ? [element('span', { text: title }), ' ', element('span', { text: sku, class: 'sku' })] : [sku];
    byId('examples-list').append(
      ...examples.map((example) => {
        const shown = example.shown.map((item) => {
          const isHit = item.sku === example.held_out.sku;
          return element('li', { class: isHit ? 'hit' : '' }, [...named(item), ...(isHit ? [' – bought'] : [])]);
        });
        return element('li', {}, [
          element('h3', { text: 'In the cart' }),
          element(
            'ul',
            {},
            example.cart.map((item) => element('li', {}, named(item))),
          ),
          element('h3', { text: 'Suggested' }),
          shown.length > 0 ? element('ol', {}, shown) : element('p', { text: 'Nothing.' }),
          element('h3', { text: 'Bought besides' }),
          element('p', {}, named(example.held_out)),
        ]);
      }),
    );
  }

  showSetting();
  showCompared();
  showRankers();
  showPages();
  showStrictness();
  showReliability();
  showExamples();
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
})();
