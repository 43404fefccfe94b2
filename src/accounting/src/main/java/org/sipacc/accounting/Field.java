package org.sipacc.accounting;

/**
 * An extra or leg value of a finished record under the name it was resolved to: a column, a key of
 * a log line, an attribute, an event parameter.
 *
 * @param name the backend's own name of the field
 * @param value the value; null and empty are the same to the acc module, both are "" here
 */
public record Field(String name, String value) {}
