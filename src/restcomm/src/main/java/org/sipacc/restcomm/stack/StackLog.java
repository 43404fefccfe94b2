package org.sipacc.restcomm.stack;

import gov.nist.core.StackLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Properties;

/**
 * The stack's log: errors only, one line each and cut. What is written at errors comes from
 * outside, whole packets of it, so that anybody could fill the disk.
 */
public final class StackLog implements StackLogger {

  private static final Logger LOG = System.getLogger("gov.nist.javax.sip");
  private static final int MAX_LENGTH = 300;

  private static void log(String message) {
    LOG.log(Level.WARNING, () -> oneLine(message));
  }

  static String oneLine(String message) {
    String start = message.substring(0, Math.min(message.length(), MAX_LENGTH));
    String line = start.replaceAll("\\p{Cntrl}+", " ");
    return message.length() > MAX_LENGTH ? line + "..." : line;
  }

  @Override
  public void logError(String message) {
    log(message);
  }

  @Override
  public void logError(String message, Exception e) {
    log(e + ": " + message);
  }

  @Override
  public void logFatalError(String message) {
    log(message);
  }

  @Override
  public void logException(Throwable e) {
    log(String.valueOf(e));
  }

  @Override
  public void logStackTrace() {
    // not logged
  }

  @Override
  public void logStackTrace(int level) {
    // not logged
  }

  @Override
  public void logDebug(String message) {
    // not logged
  }

  @Override
  public void logDebug(String message, Exception e) {
    // not logged
  }

  @Override
  public void logTrace(String message) {
    // not logged
  }

  @Override
  public void logWarning(String message) {
    // mostly about key stores that nobody uses
  }

  @Override
  public void logInfo(String message) {
    // not logged
  }

  @Override
  public boolean isLoggingEnabled() {
    return true;
  }

  @Override
  public boolean isLoggingEnabled(int level) {
    return level <= TRACE_ERROR;
  }

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public void disableLogging() {
    // decided here
  }

  @Override
  public void enableLogging() {
    // decided here
  }

  @Override
  public void setBuildTimeStamp(String stamp) {
    // of no use
  }

  @Override
  public void setStackProperties(Properties properties) {
    // none is read
  }

  @Override
  public String getLoggerName() {
    return "gov.nist.javax.sip";
  }
}
