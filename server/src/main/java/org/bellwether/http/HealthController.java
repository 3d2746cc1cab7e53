package org.bellwether.http;

import java.util.List;
import org.bellwether.store.Health;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the service works, and whether it should be sent requests. */
@RestController
public class HealthController {

  private final List<Health> parts;

  public HealthController(List<Health> parts) {
    this.parts = parts;
  }

  /** The worst state of all parts, and each of them. */
  public record Answer(Health.State state, List<Health.Report> parts) {

    static Answer of(List<Health> parts) {
      List<Health.Report> reports = parts.stream().map(Health::health).toList();
      return new Answer(
          reports.stream().map(Health.Report::state).max(Enum::compareTo).orElse(Health.State.OK),
          reports);
    }
  }

  /** Always answers 200 while the process lives: its body says what works. */
  @GetMapping("/health")
  Answer health() {
    return Answer.of(parts);
  }

  /** Answers 503 while a part has failed, so that a balancer sends requests elsewhere. */
  @GetMapping("/ready")
  ResponseEntity<Answer> ready() {
    Answer answer = Answer.of(parts);
    return ResponseEntity.status(answer.state() == Health.State.FAILED ? 503 : 200).body(answer);
  }
}
