/** Finished records in files, for those who take them over from a directory. */
package org.sipacc.backends.file;
