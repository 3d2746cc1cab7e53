package org.bellwether.serve;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import org.bellwether.alert.AlertPolicy;
import org.bellwether.alert.QuietHours;
import org.bellwether.http.AlertController;
import org.bellwether.http.ChannelController;
import org.bellwether.notify.Alerts;
import org.bellwether.notify.Calendar;
import org.bellwether.notify.Channels;
import org.bellwether.notify.Dispatcher;
import org.bellwether.notify.Mailer;
import org.bellwether.notify.Outbox;
import org.bellwether.notify.Sealed;
import org.bellwether.notify.Transport;
import org.bellwether.settings.InvalidSettingException;
import org.bellwether.settings.Settings;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Health;
import org.bellwether.store.Metadata;
import org.bellwether.watch.WindowListener;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** From judged windows to people. */
@Configuration(proxyBeanMethods = false)
@Import({AlertController.class, ChannelController.class})
public class AlertConfiguration {

  @Bean
  Calendar calendar(Metadata metadata, AuditLog audit) {
    return new Calendar(metadata, audit);
  }

  @Bean
  Channels channels(Metadata metadata, AuditLog audit, Settings settings) throws IOException {
    return new Channels(metadata, audit, Sealed.in(settings.data().toAbsolutePath()));
  }

  @Bean
  Outbox outbox(Metadata metadata) {
    return new Outbox(metadata);
  }

  @Bean
  Alerts alerts(
      Metadata metadata,
      AuditLog audit,
      Calendar calendar,
      Channels channels,
      Outbox outbox,
      Settings settings,
      InstantSource clock) {
    return new Alerts(
        metadata, audit, calendar, channels, outbox, policy(settings.alerts()), clock);
  }

  @Bean
  Dispatcher dispatcher(
      Alerts alerts, Outbox outbox, Channels channels, Settings settings, InstantSource clock) {
    String known = settings.server().publicUrl();
    String base = known.isEmpty() ? "http://localhost:" + settings.port() : known;
    Transport transport =
        new Transport(
            new Mailer(settings.mail()),
            base.replaceAll("/+$", ""),
            settings.alerts().privateAddresses());
    return new Dispatcher(alerts, outbox, channels, transport, clock);
  }

  /** The watch tells every bean of this type. */
  @Bean
  WindowListener alertListener(Alerts alerts) {
    return alerts::judged;
  }

  @Bean
  Gauge deliveriesWaiting(PrometheusMeterRegistry registry, Dispatcher dispatcher) {
    return Gauge.builder("bellwether.deliveries.waiting", dispatcher, Dispatcher::waiting)
        .register(registry);
  }

  @Bean
  Health channelHealth(Dispatcher dispatcher) {
    return () -> {
      int waiting = dispatcher.waiting();
      return waiting == 0
          ? new Health.Report("channels", Health.State.OK, "")
          : new Health.Report(
              "channels",
              Health.State.DEGRADED,
              waiting
                  + " messages about alerts wait for their channels, which failed; they are sent"
                  + " again. Settings, Channels shows why.");
    };
  }

  /**
   * The policy of the settings.
   *
   * @throws InvalidSettingException that names the setting
   */
  static AlertPolicy policy(Settings.Alerts settings) {
    AlertPolicy defaults = AlertPolicy.defaults();
    try {
      return new AlertPolicy(
          settings.troubled(),
          settings.ofWindows(),
          defaults.healthyAfter(),
          defaults.streamHealthyAfter(),
          settings.escalateAfter(),
          settings.escalations(),
          quiet(settings),
          defaults.criticalPierces());
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("alerts: " + e.getMessage());
    }
  }

  private static @Nullable QuietHours quiet(Settings.Alerts settings) {
    String[] hours = settings.quietHours().split("-", -1);
    if (settings.quietHours().isEmpty()) {
      return null;
    }
    try {
      if (hours.length == 2) {
        return new QuietHours(
            LocalTime.parse(hours[0].strip()),
            LocalTime.parse(hours[1].strip()),
            ZoneId.of(settings.quietZone()),
            EnumSet.allOf(DayOfWeek.class));
      }
    } catch (DateTimeException e) {
      throw new InvalidSettingException(
          "alerts.quiet-hours or alerts.quiet-zone: " + e.getMessage());
    }
    throw new InvalidSettingException(
        "alerts.quiet-hours must look like 22:00-06:00, and is '" + settings.quietHours() + "'");
  }
}
