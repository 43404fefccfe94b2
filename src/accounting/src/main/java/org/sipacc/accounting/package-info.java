/**
 * The accounting engine: contexts and marks of the acc module, call events, and the records and
 * call summaries they yield.
 *
 * <p>Pure Java: nothing here knows SIP servlets, databases or files.
 */
package org.sipacc.accounting;
