/**
 * Makes parameters and a policy out of an OpenSIPS script, and tells what is different.
 *
 * <p>{@link org.sipacc.importer.OpenSipsImport} is the way in. A script is read by {@code script};
 * its parameters become {@code sipacc.yaml} and its routes {@code policy.yaml}. Each piece is tried
 * on the readers that the server starts with, so that what is written can be run; what they refuse
 * is left out and reported.
 */
package org.sipacc.importer;
