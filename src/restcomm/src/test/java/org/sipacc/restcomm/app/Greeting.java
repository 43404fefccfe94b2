package org.sipacc.restcomm.app;

/** A plain CDI bean. */
public class Greeting {

  /** Something to tell it was injected. */
  public String word() {
    return "cdi";
  }
}
