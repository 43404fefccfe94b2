/**
 * What the server does with stored rows from time to time: adds calls up, writes days to files, and
 * deletes what is old.
 */
package org.sipacc.service.upkeep;
