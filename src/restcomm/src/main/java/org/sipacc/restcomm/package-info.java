/**
 * The Restcomm SIP Servlets engine hosted in TomEE 8.
 *
 * <p>This module alone is licensed under AGPL-3.0, because it links the engine, parts of which
 * carry that licence. The EAR depends on the SIP Servlet API only.
 */
package org.sipacc.restcomm;
