package org.bellwether.notify;

import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.bellwether.settings.Settings;

/** Sends e-mail through the operator's SMTP server. */
public final class Mailer {

  private static final String PATIENCE = "10000";

  private final Settings.Mail settings;

  public Mailer(Settings.Mail settings) {
    this.settings = settings;
  }

  /** Sends one e-mail to all addresses; those of one alert share a thread. */
  void send(String addresses, Message message, String link) throws UndeliveredException {
    if (settings.host().isEmpty()) {
      throw new UndeliveredException("no SMTP server is set: see the setting mail.host");
    }
    try {
      MimeMessage mail = new MimeMessage(session());
      mail.setFrom(new InternetAddress(settings.from()));
      mail.setRecipients(RecipientType.TO, InternetAddress.parse(addresses));
      mail.setSubject(Bodies.headline(message), StandardCharsets.UTF_8.name());
      mail.setText(text(message, link), StandardCharsets.UTF_8.name());
      mail.setSentDate(Date.from(message.at()));
      mail.setHeader("Auto-Submitted", "auto-generated");
      if (!message.alert().isEmpty()) {
        mail.setHeader("References", "<" + message.alert() + "@bellwether>");
      }
      Transport.send(mail);
    } catch (MessagingException e) {
      throw new UndeliveredException(
          "the SMTP server "
              + settings.host()
              + ":"
              + settings.port()
              + " did not take it: "
              + reason(e),
          e);
    }
  }

  private static String reason(MessagingException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String text(Message message, String link) {
    StringBuilder text = new StringBuilder(message.text()).append("\n\n");
    if (!message.owners().isEmpty()) {
      text.append("For ").append(String.join(", ", message.owners())).append(".\n");
    }
    if (!message.assignee().isEmpty()) {
      text.append("Assigned to ").append(message.assignee()).append(".\n");
    }
    return text.append("Acknowledge, snooze or assign: ").append(link).append('\n').toString();
  }

  private Session session() {
    Properties all = new Properties();
    boolean tls = settings.encryption() == Settings.Mail.Encryption.TLS;
    all.setProperty("mail.smtp.host", settings.host());
    all.setProperty("mail.smtp.port", String.valueOf(settings.port()));
    all.setProperty("mail.smtp.connectiontimeout", PATIENCE);
    all.setProperty("mail.smtp.timeout", PATIENCE);
    all.setProperty("mail.smtp.writetimeout", PATIENCE);
    all.setProperty("mail.smtp.ssl.enable", String.valueOf(tls));
    all.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    boolean startTls = settings.encryption() == Settings.Mail.Encryption.STARTTLS;
    all.setProperty("mail.smtp.starttls.enable", String.valueOf(startTls));
    all.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
    if (settings.user().isEmpty()) {
      return Session.getInstance(all);
    }
    all.setProperty("mail.smtp.auth", "true");
    return Session.getInstance(
        all,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(settings.user(), settings.password());
          }
        });
  }
}
