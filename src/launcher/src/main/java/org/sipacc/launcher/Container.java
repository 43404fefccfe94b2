package org.sipacc.launcher;

/** A SIP servlet container in this process, and the application in it. */
interface Container {

  /**
   * Starts the container and deploys the application; returns when calls are taken.
   *
   * @throws StartFailedException when a part of it did not come up; the message says why
   */
  void start();

  /**
   * Stops the application, then the container.
   *
   * @throws StartFailedException when it cannot be stopped in good order
   */
  void stop();
}
