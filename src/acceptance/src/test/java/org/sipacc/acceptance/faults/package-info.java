/**
 * Calls under load while something breaks, and what is stored of them afterwards: {@code bin/test
 * faults}.
 */
package org.sipacc.acceptance.faults;
