/** The first class of the server's process, alone on the JVM's class path. */
package org.sipacc.launcher.boot;
