/** The operator's command line: one command, {@code sipacc}, with a subcommand for each task. */
package org.sipacc.cli;
