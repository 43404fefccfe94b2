package org.sipacc.console;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.service.JournalStatus;

/** How the server stands, as a page without scripts. */
final class StatusPage {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>sipacc</title>
      <link rel="stylesheet" href="status.css">
      </head>
      <body>
      <main>
      <h1>sipacc</h1>
      <dl>
      <dt>Calls up</dt><dd>%d</dd>
      <dt>Policy</dt><dd><code>%s</code></dd>
      <dt>Journal</dt><dd class="%s">%s</dd>
      </dl>
      <table>
      <caption>Delivery of records</caption>
      <thead><tr><th>Backend</th><th>State</th><th>Since (UTC)</th><th>Waiting</th>\
      <th>Delivered</th><th>Last error</th></tr></thead>
      <tbody>
      %s</tbody>
      </table>
      <p>The last records: <code>bin/sipacc records</code></p>
      </main>
      </body>
      </html>
      """;

  private StatusPage() {}

  static String html(
      int openCalls,
      String policyVersion,
      JournalStatus journal,
      List<DelivererStatus> deliveries) {
    StringBuilder rows = new StringBuilder();
    for (DelivererStatus delivery : deliveries) {
      String state = delivery.state().name().toLowerCase(Locale.ROOT);
      rows.append("<tr class=\"").append(state).append("\">");
      cell(rows, delivery.destination());
      cell(rows, state);
      cell(rows, delivery.since().truncatedTo(ChronoUnit.SECONDS).toString());
      cell(rows, Long.toString(delivery.lag()));
      cell(rows, Long.toString(delivery.delivered()));
      cell(rows, delivery.lastError().orElse("none"));
      rows.append("</tr>\n");
    }
    return PAGE.formatted(
        openCalls,
        escape(policyVersion),
        journal.state().name().toLowerCase(Locale.ROOT),
        escape(JournalLine.of(journal)),
        rows);
  }

  private static void cell(StringBuilder row, String text) {
    row.append("<td>").append(escape(text)).append("</td>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
