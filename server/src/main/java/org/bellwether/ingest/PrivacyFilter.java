package org.bellwether.ingest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bellwether.event.Change;
import org.bellwether.event.Event;
import org.bellwether.event.Feedback;
import org.bellwether.event.InvalidEventException;
import org.bellwether.event.Label;
import org.bellwether.event.Prediction;
import org.bellwether.registry.Model;
import org.bellwether.registry.Privacy;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a model's fields raw, as keyed hashes or not at all, before anything is written. A hash is
 * the first 128 bits of HMAC-SHA-256 of the value as text, in hexadecimal.
 */
final class PrivacyFilter {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int HASH_BYTES = 16;

  private final SecretKeySpec key;

  PrivacyFilter(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  Event apply(Event event, Model model) {
    if (model.privacy().isEmpty()) {
      return event;
    }
    return switch (event) {
      case Prediction p -> prediction(p, model);
      case Label l ->
          new Label(
              l.id(),
              l.model(),
              required(l.label(), "label", model),
              l.time(),
              text(l.source(), "source", model));
      case Feedback f ->
          new Feedback(
              f.id(),
              f.model(),
              f.kind(),
              required(f.value(), "value", model),
              f.time(),
              text(f.author(), "author", model),
              text(f.comment(), "comment", model));
      case Change c -> c;
    };
  }

  private Prediction prediction(Prediction p, Model model) {
    return Prediction.of(p.id(), p.model(), p.time())
        .version(p.version())
        .features(values(p.features(), "features.", model))
        .score(model.privacyOf("score") == Privacy.RAW ? p.score() : null)
        .scores(numbers(p.scores(), "scores.", model))
        .prediction(value(p.prediction(), "prediction", model))
        .decision(text(p.decision(), "decision", model))
        .segments(texts(p.segments(), model))
        .subject(text(p.subject(), "subject", model))
        .latencyMs(p.latencyMs())
        .stages(p.stages())
        .cost(p.cost())
        .tokens(p.tokens())
        .attributions(numbers(p.attributions(), "attributions.", model))
        .text(text(p.text(), "text", model))
        .embedding(model.privacyOf("embedding") == Privacy.RAW ? p.embedding() : null)
        .trace(text(p.trace(), "trace", model))
        .error(text(p.error(), "error", model))
        .build();
  }

  private Map<String, @Nullable Object> values(
      Map<String, @Nullable Object> values, String part, Model model) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      Object own = value(value, part + name, model);
      if (own != null) {
        kept.put(name, own);
      }
    });
    return kept;
  }

  private Map<String, String> texts(Map<String, String> texts, Model model) {
    Map<String, String> kept = new LinkedHashMap<>();
    texts.forEach((name, text) -> {
      String own = text(text, "segments." + name, model);
      if (own != null) {
        kept.put(name, own);
      }
    });
    return kept;
  }

  /** Numbers whose columns can hold nothing else: a hash of them is not kept either. */
  private static Map<String, Double> numbers(
      Map<String, Double> numbers, String part, Model model) {
    Map<String, Double> kept = new LinkedHashMap<>();
    numbers.forEach((name, number) -> {
      if (model.privacyOf(part + name) == Privacy.RAW) {
        kept.put(name, number);
      }
    });
    return kept;
  }

  private Object required(Object value, String field, Model model) {
    Object kept = value(value, field, model);
    if (kept == null) {
      throw new InvalidEventException(field, "is not kept of this model, so nothing would be left");
    }
    return kept;
  }

  private @Nullable Object value(@Nullable Object value, String field, Model model) {
    return switch (model.privacyOf(field)) {
      case RAW -> value;
      case HASH -> value == null ? null : hash(value.toString());
      case NONE -> null;
    };
  }

  private @Nullable String text(@Nullable String text, String field, Model model) {
    return (String) value(text, field, model);
  }

  String hash(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks " + ALGORITHM, e);
    }
  }
}
