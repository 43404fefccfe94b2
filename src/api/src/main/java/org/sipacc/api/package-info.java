/**
 * Accounting for any SIP servlet application of the same container: {@link
 * org.sipacc.api.AccountedServlet} to extend, {@link org.sipacc.api.Accounting} to mark.
 *
 * <p>The jar belongs to the container, in the library all applications share, and not into an
 * application: compile against it with scope {@code provided}. A copy inside an application would
 * be other classes, which sipacc does not know: {@link org.sipacc.api.Accounting#available()} is
 * false there.
 */
package org.sipacc.api;
