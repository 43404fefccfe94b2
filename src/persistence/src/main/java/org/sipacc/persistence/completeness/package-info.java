/** Compares what was stored with what is there. */
package org.sipacc.persistence.completeness;
