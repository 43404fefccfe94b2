package org.sipacc.launcher;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What the operator reads when the server is up; the last line, "ready", is for programs too. */
final class Greeting {
  /** Where the server writes it, and which is gone once it was changed. */
  private static final String FIRST_PASSWORD = "admin.password";

  private final StartPlan plan;
  private final Path home;

  Greeting(StartPlan plan, Path home) {
    this.plan = plan;
    this.home = home;
  }

  void print(PrintWriter out) {
    out.println("Console   http://" + StartPlan.HTTP_HOST + ":" + plan.httpPort() + "/");
    Path password = plan.data().resolve(FIRST_PASSWORD);
    if (Files.exists(password)) {
      out.println("          as admin, whose first password is in " + password);
    }
    out.println(
        "SIP       "
            + plan.sip().stream().map(SipAddress::toString).collect(Collectors.joining(", ")));
    out.println("Database  " + plan.databaseText());
    out.println("Logs      " + plan.instance().resolve("logs"));
    out.println();
    firstCall(out);
    out.println("ready");
    out.flush();
  }

  private void firstCall(PrintWriter out) {
    SipAddress proxy =
        plan.sip().stream()
            .filter(address -> address.transport().equals("udp"))
            .findFirst()
            .orElse(plan.sip().get(0));
    String place = proxy.host() + ":" + proxy.port();
    out.println("A first call with SIPp (Debian: apt-get install sip-tester), in two terminals:");
    out.println("  " + sipp("callee", proxy) + " -p 5090");
    out.println(
        "  " + sipp("caller", proxy) + " -p 5091 -rsa " + place + " " + proxy.host() + ":5090");
    out.println(
        "or with two softphones: outbound proxy sip:"
            + place
            + ", no registration; call sip:bob@ADDRESS:PORT of the other one.");
    out.println("Its record:");
    out.println("  " + home.resolve("bin").resolve("sipacc") + " records " + source());
    out.println();
  }

  private String sipp(String role, SipAddress proxy) {
    Path scenario = home.resolve("docs").resolve("first-call").resolve(role + ".xml");
    String transport = proxy.transport().equals("tcp") ? " -t t1" : "";
    return "sipp -sf " + scenario + transport + " -m 1 -i " + proxy.host();
  }

  private String source() {
    return plan.embedded() ? "--data " + plan.data() : "--db URL";
  }
}
