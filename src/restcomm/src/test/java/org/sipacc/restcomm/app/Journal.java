package org.sipacc.restcomm.app;

import java.util.List;
import javax.ejb.Local;

/** What the test application saw, kept by an EJB. */
@Local
public interface Journal {

  /** Notes a line. */
  void note(String line);

  /** All lines so far. */
  List<String> lines();
}
