package org.bellwether.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellwether.access.Endpoint.Reach;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The table of endpoint × role. What is not in it is denied; a test walks every mapping of the
 * running service.
 */
public final class Endpoints {

  private static final Set<Role> ALL = EnumSet.allOf(Role.class);

  /** Who may send events of the models of a unit. */
  public static final Set<Role> SENDERS = Set.of(Role.DATA_SCIENTIST, Role.MODEL_OWNER, Role.ADMIN);

  /** Who may answer alerts of the models of a unit. */
  public static final Set<Role> RESPONDERS =
      Set.of(Role.DATA_SCIENTIST, Role.MODEL_OWNER, Role.RISK, Role.ADMIN);

  private static final Set<Role> OWNERS = EnumSet.of(Role.MODEL_OWNER, Role.ADMIN);
  private static final Set<Role> AUDITORS = EnumSet.of(Role.RISK, Role.ADMIN);
  private static final Set<Role> ADMINS = EnumSet.of(Role.ADMIN);

  /** Every endpoint there is. */
  public static final List<Endpoint> TABLE =
      joined(
          MlflowEndpoints.TABLE,
          open("GET", "/health", "Whether the service works, part by part"),
          open("GET", "/ready", "Whether it takes requests"),
          open("GET", "/openapi.json", "This description"),
          open("GET", "/error", "How an error is shown"),
          open("GET", "/sign-in", "Page to sign in"),
          open("POST", "/sign-in", "Signs in by login and password"),
          open("POST", "/sign-out", "Ends the session"),
          open("GET", "/welcome", "Page of the one-time link for the first admin"),
          open("POST", "/welcome", "Creates the first admin"),
          open("GET", "/oauth2/authorization/{id}", "Leads to the provider to sign in"),
          open("GET", "/login/oauth2/code/{id}", "Where the provider leads back to"),
          open("GET", "/assets/{hash}/{name}", "A style or script of the pages"),
          unit("GET", "/", Scope.READ, ALL, "Page of all models"),
          unit("GET", "/models/{model}", Scope.READ, ALL, "Page of a model"),
          unit("GET", "/models/{model}/predictions", Scope.READ, ALL, "Page of a prediction"),
          unit("GET", "/registry", Scope.READ, ALL, "Page of models and versions"),
          unit("POST", "/registry", Scope.MANAGE, OWNERS, "Registers a model"),
          unit("GET", "/registry/{model}", Scope.READ, ALL, "Page of a model's versions"),
          unit("POST", "/registry/{model}/aliases", Scope.MANAGE, OWNERS, "Points an alias"),
          unit(
              "POST", "/registry/{model}/aliases/remove", Scope.MANAGE, OWNERS, "Deletes an alias"),
          unit("GET", "/registry/{model}/compare", Scope.READ, ALL, "Page of two versions"),
          unit("GET", "/registry/{model}/versions/{version}", Scope.READ, ALL, "Page of a version"),
          unit("GET", "/runs", Scope.READ, ALL, "Page of runs"),
          unit("GET", "/runs/{run}", Scope.READ, ALL, "Page of a run"),
          unit("GET", "/status", Scope.READ, ALL, "Page of the service's own health"),
          everywhere("GET", "/settings", Scope.MANAGE, ADMINS, "Page of people and tokens"),
          everywhere("POST", "/settings/tokens", Scope.MANAGE, ADMINS, "Creates a token"),
          everywhere("POST", "/settings/tokens/revoke", Scope.MANAGE, ADMINS, "Revokes a token"),
          everywhere("POST", "/settings/users", Scope.MANAGE, ADMINS, "Creates an account"),
          everywhere("POST", "/settings/users/active", Scope.MANAGE, ADMINS, "Locks an account"),
          unit("GET", "/alerts", Scope.READ, ALL, "Page of all alerts"),
          unit("GET", "/alerts/{id}", Scope.READ, ALL, "Page of an alert"),
          unit("POST", "/alerts/{id}", Scope.MANAGE, RESPONDERS, "Answers an alert"),
          everywhere("GET", "/settings/channels", Scope.MANAGE, ADMINS, "Page of channels"),
          everywhere("POST", "/settings/channels", Scope.MANAGE, ADMINS, "Creates a channel"),
          everywhere("POST", "/settings/channels/test", Scope.MANAGE, ADMINS, "Tests a channel"),
          everywhere(
              "POST", "/settings/channels/remove", Scope.MANAGE, ADMINS, "Removes a channel"),
          everywhere("POST", "/settings/calendar", Scope.MANAGE, ADMINS, "Adds to the calendar"),
          everywhere(
              "POST", "/settings/calendar/remove", Scope.MANAGE, ADMINS, "Takes from the calendar"),
          unit("GET", "/metrics", Scope.READ, ALL, "Figures for Prometheus"),
          unit("GET", "/v1/me", Scope.READ, ALL, "Who the caller is and may do"),
          unit("POST", "/v1/predictions", Scope.INGEST, SENDERS, "Takes in predictions"),
          unit("POST", "/v1/labels", Scope.INGEST, SENDERS, "Takes in labels"),
          unit("POST", "/v1/feedback", Scope.INGEST, SENDERS, "Takes in feedback"),
          unit("POST", "/v1/changes", Scope.INGEST, SENDERS, "Takes in changes"),
          unit("POST", "/v1/kserve", Scope.INGEST, SENDERS, "Takes in KServe's payload log"),
          unit("POST", "/v1/traces", Scope.INGEST, SENDERS, "Takes in OpenTelemetry GenAI spans"),
          unit("GET", "/v1/predictions/{id}", Scope.READ, ALL, "One prediction"),
          unit("GET", "/v1/models", Scope.READ, ALL, "The registered models"),
          unit("GET", "/v1/models/{model}", Scope.READ, ALL, "One model"),
          unit("GET", "/v1/models/{model}/profile", Scope.READ, ALL, "What has arrived of a model"),
          unit("GET", "/v1/models/{model}/arrivals", Scope.READ, ALL, "How much arrived, by hour"),
          unit("GET", "/v1/models/{model}/events", Scope.READ, ALL, "The latest events"),
          unit("GET", "/v1/models/{model}/refused", Scope.READ, ALL, "The latest refused lines"),
          unit("GET", "/v1/models/{model}/windows", Scope.READ, ALL, "Judged windows of a model"),
          unit(
              "GET",
              "/v1/models/{model}/windows/distributions",
              Scope.READ,
              ALL,
              "Distributions of a window and of the training data"),
          unit("GET", "/v1/models/{model}/findings", Scope.READ, ALL, "What was found in them"),
          unit("POST", "/v1/models/{model}/kpis", Scope.INGEST, SENDERS, "Takes in KPI values"),
          unit("GET", "/v1/models/{model}/kpis", Scope.READ, ALL, "KPI values of a model"),
          unit("GET", "/v1/models/{model}/monitor", Scope.READ, ALL, "How a model is watched"),
          unit("PUT", "/v1/models/{model}/monitor", Scope.MANAGE, OWNERS, "Changes how"),
          unit(
              "GET",
              "/v1/models/{model}/versions/{version}/baseline",
              Scope.READ,
              ALL,
              "What is known of a version's training data"),
          unit(
              "POST",
              "/v1/models/{model}/versions/{version}/baseline",
              Scope.MANAGE,
              OWNERS,
              "Takes training data to compare with"),
          unit("GET", "/v1/models/{model}/versions", Scope.READ, ALL, "The registered versions"),
          unit(
              "GET", "/v1/models/{model}/versions/{version}", Scope.READ, ALL, "One, with its run"),
          unit("POST", "/v1/models", Scope.MANAGE, OWNERS, "Registers a model"),
          unit("PUT", "/v1/models/{model}", Scope.MANAGE, OWNERS, "Changes a model"),
          unit("GET", "/v1/units", Scope.READ, ALL, "The business units"),
          everywhere(
              "DELETE", "/v1/subjects/{subject}", Scope.MANAGE, AUDITORS, "Erases a person's data"),
          everywhere(
              "DELETE",
              "/v1/subjects",
              Scope.MANAGE,
              AUDITORS,
              "The same of any subject, in the query"),
          unit("GET", "/v1/alerts", Scope.READ, ALL, "The alerts"),
          unit("GET", "/v1/alerts/{id}", Scope.READ, ALL, "One alert with its history"),
          unit(
              "POST",
              "/v1/alerts/{id}",
              Scope.MANAGE,
              RESPONDERS,
              "Acknowledges, snoozes or assigns it"),
          everywhere("GET", "/v1/channels", Scope.MANAGE, ADMINS, "The channels, without secrets"),
          everywhere("POST", "/v1/channels", Scope.MANAGE, ADMINS, "Creates a channel"),
          everywhere("PUT", "/v1/channels/{id}", Scope.MANAGE, ADMINS, "Changes a channel"),
          everywhere("DELETE", "/v1/channels/{id}", Scope.MANAGE, ADMINS, "Removes a channel"),
          everywhere("POST", "/v1/channels/{id}/test", Scope.MANAGE, ADMINS, "Sends it a test"),
          everywhere(
              "GET", "/v1/deliveries", Scope.READ, AUDITORS, "What no channel has taken yet"),
          unit("GET", "/v1/calendar", Scope.READ, ALL, "Times at which traffic differs"),
          everywhere("POST", "/v1/calendar", Scope.MANAGE, OWNERS, "Adds such a time"),
          everywhere("DELETE", "/v1/calendar/{id}", Scope.MANAGE, OWNERS, "Removes one"),
          everywhere("GET", "/v1/erasures", Scope.READ, AUDITORS, "What was erased, without whose"),
          everywhere("POST", "/v1/retention", Scope.MANAGE, ADMINS, "Deletes what is too old, now"),
          everywhere("GET", "/v1/backups", Scope.READ, AUDITORS, "The known backups"),
          everywhere("POST", "/v1/backups", Scope.MANAGE, ADMINS, "Makes a backup"),
          everywhere("DELETE", "/v1/backups", Scope.MANAGE, ADMINS, "Forgets a destroyed backup"),
          everywhere("POST", "/v1/units", Scope.MANAGE, ADMINS, "Creates a business unit"),
          everywhere("GET", "/v1/tokens", Scope.MANAGE, ADMINS, "The API tokens"),
          everywhere("POST", "/v1/tokens", Scope.MANAGE, ADMINS, "Creates a token, shown once"),
          everywhere("DELETE", "/v1/tokens/{id}", Scope.MANAGE, ADMINS, "Revokes a token"),
          everywhere("GET", "/v1/users", Scope.MANAGE, ADMINS, "The accounts"),
          everywhere("POST", "/v1/users", Scope.MANAGE, ADMINS, "Creates a local account"),
          everywhere("PUT", "/v1/users/{login}", Scope.MANAGE, ADMINS, "Changes an account"),
          everywhere("GET", "/v1/audit", Scope.READ, AUDITORS, "The audit log, latest first"),
          everywhere("GET", "/v1/audit/verify", Scope.READ, AUDITORS, "Whether it is what it was"));

  private static List<Endpoint> joined(List<Endpoint> last, Endpoint... first) {
    List<Endpoint> all = new ArrayList<>(List.of(first));
    all.addAll(last);
    return List.copyOf(all);
  }

  private final Map<String, Endpoint> literal = new HashMap<>();
  private final List<Pattern> patterns = new ArrayList<>();

  private record Pattern(Endpoint endpoint, PathPattern path) {}

  /** An endpoint with the variables of its path in a request. */
  record Match(Endpoint endpoint, Map<String, String> variables) {}

  public Endpoints() {
    for (Endpoint endpoint : TABLE) {
      PathPattern path = PathPatternParser.defaultInstance.parse(endpoint.path());
      if (path.hasPatternSyntax()) {
        patterns.add(new Pattern(endpoint, path));
      } else {
        literal.put(endpoint.method() + ' ' + endpoint.path(), endpoint);
      }
    }
    patterns.sort((a, b) -> PathPattern.SPECIFICITY_COMPARATOR.compare(a.path(), b.path()));
  }

  private static Endpoint open(String method, String path, String meaning) {
    return new Endpoint(method, path, Reach.EVERYONE, Set.of(), null, meaning);
  }

  private static Endpoint unit(
      String method, String path, Scope scope, Set<Role> roles, String meaning) {
    return new Endpoint(method, path, Reach.UNIT, roles, scope, meaning);
  }

  private static Endpoint everywhere(
      String method, String path, Scope scope, Set<Role> roles, String meaning) {
    return new Endpoint(method, path, Reach.EVERY_UNIT, roles, scope, meaning);
  }

  /** The row of a request; empty where there is none. */
  Optional<Match> find(String requestMethod, String path) {
    String method = requestMethod.equals("HEAD") ? "GET" : requestMethod;
    Endpoint exact = literal.get(method + ' ' + path);
    if (exact != null) {
      return Optional.of(new Match(exact, Map.of()));
    }
    PathContainer parsed = PathContainer.parsePath(path);
    for (Pattern pattern : patterns) {
      if (pattern.endpoint().method().equals(method)) {
        PathPattern.PathMatchInfo info = pattern.path().matchAndExtract(parsed);
        if (info != null) {
          return Optional.of(new Match(pattern.endpoint(), info.getUriVariables()));
        }
      }
    }
    return Optional.empty();
  }
}
