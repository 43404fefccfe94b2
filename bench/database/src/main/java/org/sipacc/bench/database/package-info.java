/** What the benchmarks of the database share. */
package org.sipacc.bench.database;
