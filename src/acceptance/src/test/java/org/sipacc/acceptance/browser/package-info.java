/** A real browser, which looks at the console as people do. */
package org.sipacc.acceptance.browser;
