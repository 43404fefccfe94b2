/** The engine's interfaces, filled with this server's objects. */
package org.sipacc.restcomm.engine;
