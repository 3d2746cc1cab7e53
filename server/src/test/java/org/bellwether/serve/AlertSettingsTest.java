package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.bellwether.settings.InvalidSettingException;
import org.bellwether.settings.Settings;
import org.bellwether.settings.SettingsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of alerts are told of by name, before the service opens anything. */
class AlertSettingsTest {

  @TempDir private Path data = Path.of("");

  private Settings settings(Map<String, String> alerts) {
    return SettingsReader.read(alerts, null, Map.of("BELLWETHER_DATA", data.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "alerts.quiet-hours, late, alerts.quiet-hours must look like 22:00-06:00",
    "alerts.quiet-hours, 22:00-26:00, alerts.quiet-hours or alerts.quiet-zone",
    "alerts.troubled, 5, troubled windows must be 1 to all"
  })
  void aWrongOneIsNamed(String name, String value, String message) {
    Settings wrong = settings(Map.of(name, value));
    assertThatThrownBy(() -> Server.start(wrong))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(message);
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void quietHoursHaveAZone() {
    Settings settings =
        settings(Map.of("alerts.quiet-hours", "22:00-06:00", "alerts.quiet-zone", "Europe/Berlin"));
    assertThat(AlertConfiguration.policy(settings.alerts()).quiet()).isNotNull();
    assertThat(AlertConfiguration.policy(Settings.of(0, data).alerts()).quiet()).isNull();
  }
}
