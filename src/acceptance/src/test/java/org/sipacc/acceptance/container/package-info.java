/** The application inside the container: tests that run there, next to the EJBs they call. */
package org.sipacc.acceptance.container;
