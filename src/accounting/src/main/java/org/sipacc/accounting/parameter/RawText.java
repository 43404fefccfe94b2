package org.sipacc.accounting.parameter;

import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;

/** A parameter's value as it was written, and where. */
record RawText(String text, Place place) {
  ConfigurationException problem(String what) {
    return new ConfigurationException(place, what);
  }
}
