/**
 * What stands in front of the engine and closes its holes: guards that take a request or let it by.
 */
package org.sipacc.restcomm.gate;
