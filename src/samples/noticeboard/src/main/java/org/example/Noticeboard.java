package org.example;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/**
 * Keeps what members send it by MESSAGE; an editor's MESSAGE "clear" takes all down. Who sends has
 * proved a password before this class is asked: sip.xml says so.
 */
public class Noticeboard extends SipServlet {
  private static final long serialVersionUID = 1L;

  private final transient List<String> notices = new CopyOnWriteArrayList<>();

  @Override
  protected void doMessage(SipServletRequest message) throws IOException {
    String text = String.valueOf(message.getContent());
    if (!text.equals("clear")) {
      notices.add(message.getRemoteUser() + ": " + text);
    } else if (message.isUserInRole("editor")) {
      notices.clear();
    } else {
      message.createResponse(SipServletResponse.SC_FORBIDDEN).send();
      return;
    }
    message.createResponse(SipServletResponse.SC_OK, notices.size() + " notices").send();
  }

  @Override
  protected void doPublish(SipServletRequest publication) throws IOException {
    SipServletResponse answer = publication.createResponse(SipServletResponse.SC_OK);
    answer.setContent(String.join("\n", notices), "text/plain;charset=UTF-8");
    answer.send();
  }
}
