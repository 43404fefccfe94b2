package org.sipacc.service.work;

/** Somebody stopped the work. */
public class WorkCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkCancelledException(String id) {
    super(id + " was cancelled");
  }
}
