/** The assembled server as the tests run it, and the records it leaves in its database. */
package org.sipacc.acceptance.server;
