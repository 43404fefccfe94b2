/**
 * Starts the server with the product's EAR in one process: reads options and configuration, makes
 * the instance's directory, starts the chosen container, and tells the operator when calls are
 * taken.
 */
package org.sipacc.launcher;
