// The shop's pages: file, words for the tab and for search engines, the module that fills the page, and whether it has
// a list of suggestions; on the others goeswith is loaded with the cart drawer.

export const PAGES = [
  {
    name: 'home',
    file: 'index.html',
    title: 'Thistle & Tin: small good things for the home',
    description: 'Tins and teacups, bunting and baking, and what goes with them: the goeswith demonstration shop.',
    script: 'home.js',
  },
  {
    name: 'listing',
    file: 'listing.html',
    title: 'Everything · Thistle & Tin',
    description: 'Everything that Thistle & Tin has, the best loved first, to search and to leaf through.',
    script: 'listing.js',
  },
  {
    name: 'product',
    file: 'product.html',
    title: 'Thistle & Tin',
    description: 'One small good thing for the home, and what goes with it, as the people before you found.',
    script: 'product.js',
    suggests: true,
  },
  {
    name: 'cart',
    file: 'cart.html',
    title: 'Your cart · Thistle & Tin',
    description: 'What is in your cart at Thistle & Tin, what it costs, and what goes well with it.',
    script: 'cart_page.js',
    suggests: true,
  },
  {
    name: 'checkout',
    file: 'checkout.html',
    title: 'Checkout · Thistle & Tin',
    description: 'Where to send it, and a payment that is only pretended: nothing is sold in this demonstration.',
    script: 'checkout.js',
    suggests: true,
  },
  {
    name: 'thank-you',
    file: 'thank-you.html',
    title: 'Thank you · Thistle & Tin',
    description: 'Thank you for your order at Thistle & Tin; here is what completes it.',
    script: 'thank_you.js',
    suggests: true,
  },
  {
    name: 'email',
    file: 'email.html',
    title: 'The e-mail that follows · Thistle & Tin',
    description: 'The e-mail that a shop sends a day after an order, with what completes it, on a desk and on a phone.',
    script: 'email.js',
  },
];
