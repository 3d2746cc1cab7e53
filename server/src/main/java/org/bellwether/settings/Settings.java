package org.bellwether.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the service runs with. A component is a setting: its name in the file is the component's in
 * lower case with hyphens, nested by record; see {@link SettingsReader}.
 *
 * @param port TCP port of pages and API, 0 for any free one
 * @param data folder that holds everything the service keeps
 */
public record Settings(
    @Setting(
            value = "8080",
            max = 65535,
            meaning = "TCP port of pages and API; 0 takes a free one.")
        int port,
    @Setting(
            value = SettingsReader.DEFAULT_DATA,
            unit = "folder",
            meaning = "Holds everything the service keeps.")
        Path data,
    Server server,
    Database database,
    Access access,
    Oidc oidc,
    Logging logging,
    Tracing tracing,
    Ingest ingest,
    Kserve kserve,
    Kafka kafka,
    Keep keep,
    Registry registry,
    Alerts alerts,
    Mail mail) {

  /** Every setting at its default. */
  public static Settings of(int port, Path data) {
    return SettingsReader.read(
        Map.of("port", String.valueOf(port), "data", data.toString()), null, Map.of());
  }

  /** How the service is reached and stopped. */
  public record Server(
      @Setting(
              value = "0.0.0.0",
              unit = "address",
              meaning = "Network address to listen at; 127.0.0.1 for this machine alone.")
          String address,
      @Setting(
              unit = "URL",
              meaning =
                  "Where people reach the service, for links; empty for http://localhost with the port.")
          String publicUrl,
      @Setting(
              value = "false",
              meaning =
                  "Whether a proxy in front sets X-Forwarded headers; they are ignored otherwise.")
          boolean behindProxy,
      @Setting(
              value = "30s",
              unit = "duration",
              meaning = "How long running requests may take to end when the service stops.")
          Duration stopWithin) {}

  /** Where models, users, tokens and the audit log are kept. */
  public record Database(
      @Setting(
              unit = "JDBC URL",
              meaning =
                  "PostgreSQL to use, such as jdbc:postgresql://host/bellwether; empty for the database in the data folder.")
          String url,
      @Setting(meaning = "User of the PostgreSQL database.") String user,
      @Setting(
              secret = true,
              meaning = "Password of that user; better set in the environment than in the file.")
          String password,
      @Setting(
              value = "10",
              min = 1,
              max = 200,
              unit = "connections",
              meaning = "Most connections at a time.")
          int connections) {

    /** Without the password, which the URL may hold too. */
    @Override
    public String toString() {
      return "Database[user=" + user + ", connections=" + connections + "]";
    }
  }

  /** Who may come in. */
  public record Access(
      @Setting(
              value = "8h",
              unit = "duration",
              meaning = "A session ends after this time without a request.")
          Duration sessionIdle,
      @Setting(
              value = "5",
              min = 1,
              max = 1000,
              unit = "attempts",
              meaning =
                  "Failed sign-ins of one name, or five times as many of one address, before further ones must wait.")
          int signInAttempts,
      @Setting(value = "15m", unit = "duration", meaning = "How long they must wait.")
          Duration signInPause,
      @Setting(
              value = "12",
              min = 8,
              max = 200,
              unit = "characters",
              meaning = "Shortest password of a local account.")
          int passwordLength) {}

  /** Sign-in by an OpenID Connect provider; off while the issuer is empty. */
  public record Oidc(
      @Setting(unit = "URL", meaning = "The provider's issuer; empty for no sign-in by a provider.")
          String issuer,
      @Setting(meaning = "Client id that the provider knows this service by.") String clientId,
      @Setting(
              secret = true,
              meaning = "Secret of that client; better set in the environment than in the file.")
          String clientSecret,
      @Setting(
              value = "groups",
              unit = "claim",
              meaning = "Claim of the ID token that lists a person's groups.")
          String groupsClaim,
      @Setting(
              unit = "group: role or group: unit/role",
              meaning =
                  "Role by group, for every unit or for one; a person without any of them cannot sign in.")
          Map<String, String> groups) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Oidc[issuer=" + issuer + ", clientId=" + clientId + ", groups=" + groups + "]";
    }
  }

  /** What the service says of itself on standard output. */
  public record Logging(
      @Setting(
              value = "text",
              unit = "text or json",
              meaning = "One line of text, or one JSON object, for each message.")
          Format format,
      @Setting(
              value = "info",
              unit = "error, warn, info or debug",
              meaning = "Least important messages that are written.")
          Level level) {

    /** How a message is written. */
    public enum Format {
      TEXT,
      JSON
    }

    /** How important a message is. */
    public enum Level {
      ERROR,
      WARN,
      INFO,
      DEBUG
    }
  }

  /** Traces of the service's own requests. */
  public record Tracing(
      @Setting(
              unit = "URL",
              meaning =
                  "OTLP/HTTP endpoint that spans are sent to, such as http://localhost:4318/v1/traces; empty for none.")
          String endpoint,
      @Setting(
              value = "1",
              max = 100,
              unit = "percent",
              meaning = "Share of requests that are traced.")
          int percent) {}

  /** What events are taken in. */
  public record Ingest(
      @Setting(
              value = "false",
              meaning =
                  "Whether an event of an unknown model registers it; it is refused otherwise.")
          boolean autoRegister,
      @Setting(
              value = "1024",
              min = 1,
              max = 1048576,
              unit = "MiB",
              meaning =
                  "Largest Parquet file that is taken at once; it lies in the data folder meanwhile.")
          int tableSize) {}

  /** Requests and responses of KServe's payload logger. */
  public record Kserve(
      @Setting(
              value = "60s",
              unit = "duration",
              meaning = "How long a request waits for its response, and the other way round.")
          Duration joinWithin,
      @Setting(
              value = "64",
              min = 1,
              max = 65536,
              unit = "MiB",
              meaning =
                  "Most memory for those that wait; beyond it the oldest are kept by themselves.")
          int joinMemory) {}

  /** Topics to read events from. */
  public record Kafka(
      @Setting(unit = "host:port, ...", meaning = "Brokers to begin with; empty to read no topics.")
          String bootstrapServers,
      @Setting(value = "bellwether", meaning = "Consumer group of the service.") String group,
      @Setting(
              value = "predictions",
              unit = "topic",
              meaning = "Topic of predictions; empty for none.")
          String predictions,
      @Setting(value = "labels", unit = "topic", meaning = "Topic of labels; empty for none.")
          String labels,
      @Setting(value = "feedback", unit = "topic", meaning = "Topic of feedback; empty for none.")
          String feedback,
      @Setting(value = "changes", unit = "topic", meaning = "Topic of changes; empty for none.")
          String changes,
      @Setting(
              unit = "file",
              meaning =
                  "Properties file with further settings of the Kafka client, such as security.protocol and sasl.jaas.config.")
          String clientFile) {}

  /** How long events are kept. */
  public record Keep(
      @Setting(
              value = "0",
              max = 36500,
              unit = "days",
              meaning =
                  "How long events are kept after they happened, of models that do not say; 0 for ever.")
          int days,
      @Setting(
              value = "3",
              max = 23,
              unit = "hour, UTC",
              meaning = "When what is older is deleted each day.")
          int hour) {}

  /** Runs, artifacts and versions of models. */
  public record Registry(
      @Setting(
              value = "2048",
              min = 1,
              max = 1_048_576,
              unit = "MiB",
              meaning = "Largest artifact that is taken in; larger ones are kept elsewhere.")
          int artifactMib) {}

  /** When trouble becomes an alert, and when people are told. */
  public record Alerts(
      @Setting(
              value = "2",
              min = 1,
              max = 48,
              unit = "windows",
              meaning = "Windows in trouble that make an alert, of the latest alerts.of-windows.")
          int troubled,
      @Setting(
              value = "3",
              min = 1,
              max = 48,
              unit = "windows",
              meaning = "Consecutive windows among which those are counted.")
          int ofWindows,
      @Setting(
              value = "1h",
              unit = "duration",
              meaning = "How long nobody may answer an alert before it is escalated.")
          Duration escalateAfter,
      @Setting(value = "2", max = 100, meaning = "How often an alert is escalated, at most.")
          int escalations,
      @Setting(
              unit = "hh:mm-hh:mm",
              meaning =
                  "Hours of each day in which only critical alerts are told, such as 22:00-06:00; empty for none.")
          String quietHours,
      @Setting(value = "UTC", unit = "time zone", meaning = "Zone of those hours.")
          String quietZone,
      @Setting(
              value = "false",
              meaning =
                  "Whether channels may send to addresses of private networks, such as 10.0.0.7 or localhost.")
          boolean privateAddresses) {}

  /** The SMTP server that e-mail goes through. */
  public record Mail(
      @Setting(unit = "host", meaning = "SMTP server; empty to send no e-mail.") String host,
      @Setting(value = "587", min = 1, max = 65535, meaning = "Its TCP port.") int port,
      @Setting(meaning = "User at the SMTP server; empty for no sign-in.") String user,
      @Setting(
              secret = true,
              meaning = "Password of that user; better set in the environment than in the file.")
          String password,
      @Setting(value = "bellwether@localhost", unit = "address", meaning = "Sender of the e-mails.")
          String from,
      @Setting(
              value = "starttls",
              unit = "starttls, tls or none",
              meaning = "How the connection is encrypted.")
          Encryption encryption) {

    /** How a connection is encrypted. */
    public enum Encryption {
      STARTTLS,
      TLS,
      NONE
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Mail[host=" + host + ", port=" + port + ", user=" + user + ", from=" + from + "]";
    }
  }
}
