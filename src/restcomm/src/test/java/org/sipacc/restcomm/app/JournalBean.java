package org.sipacc.restcomm.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.annotation.Resource;
import javax.ejb.ConcurrencyManagement;
import javax.ejb.ConcurrencyManagementType;
import javax.ejb.Singleton;
import javax.servlet.sip.SipFactory;

/** An EJB that is also injected with the SIP factory. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class JournalBean implements Journal {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Resource private SipFactory sipFactory;

  @Override
  public void note(String line) {
    lines.add(line);
    if (line.startsWith("INVITE")) {
      lines.add("factory made " + sipFactory.createSipURI("bean", "example.org"));
    }
  }

  @Override
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
