/** Calls that were never made, to look around in. */
package org.sipacc.service.demo;
