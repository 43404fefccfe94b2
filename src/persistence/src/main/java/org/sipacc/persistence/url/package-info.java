/**
 * Where the database is and who may enter: {@code db_url} as OpenSIPS writes it, JDBC URLs, and the
 * embedded database of a data directory. Uses the JDK only, so that the command line and the
 * server's start can read it before anything else is loaded.
 */
package org.sipacc.persistence.url;
