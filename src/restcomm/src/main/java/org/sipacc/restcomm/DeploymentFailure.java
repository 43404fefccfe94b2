package org.sipacc.restcomm;

/**
 * An application that did not come up.
 *
 * @param application its context path, or the file's name
 * @param message what is wrong and where, fit to be shown to an operator
 */
public record DeploymentFailure(String application, String message) {}
