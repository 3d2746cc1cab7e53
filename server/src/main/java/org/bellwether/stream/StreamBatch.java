package org.bellwether.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.bellwether.ingest.EventKind;
import org.bellwether.ingest.EventReader;
import org.bellwether.ingest.Numbered;
import org.bellwether.ingest.Refusal;
import org.bellwether.ingest.TooLargeException;
import org.bellwether.ingest.UnreadableBodyException;
import org.jspecify.annotations.Nullable;

/**
 * The events of one poll, and where to go on once they are durable.
 *
 * @param events with the record that each came in as its line, counted from 1
 * @param origins of the lines: the first element is that of line 1
 * @param next offset to go on at, by partition
 */
record StreamBatch(
    EventReader.Batch events, List<Origin> origins, Map<TopicPartition, OffsetAndMetadata> next) {

  /** Where a record stands. */
  record Origin(String topic, int partition, long offset) {
    @Override
    public String toString() {
      return "topic " + topic + ", partition " + partition + ", offset " + offset;
    }
  }

  static StreamBatch of(
      ConsumerRecords<byte[], byte @Nullable []> records,
      Map<String, EventKind> kinds,
      EventReader reader) {
    List<Numbered> events = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>();
    List<Origin> origins = new ArrayList<>();
    for (ConsumerRecord<byte[], byte @Nullable []> record : records) {
      origins.add(new Origin(record.topic(), record.partition(), record.offset()));
      int line = origins.size();
      EventKind kind = kinds.get(record.topic());
      byte[] value = record.value();
      if (kind == null || value == null) {
        refused.add(refusal(line, "", "has no value", Refusal.Cause.INVALID));
        continue;
      }
      try {
        EventReader.Batch read = reader.read(kind, value, EventReader.looksLikeLines(value));
        read.events().forEach(event -> events.add(new Numbered(line, event.event())));
        read.refused()
            .forEach(
                r -> refused.add(new Refusal(line, r.field(), r.reason(), r.model(), r.cause())));
      } catch (UnreadableBodyException e) {
        refused.add(refusal(line, "", e.getMessage(), Refusal.Cause.INVALID));
      } catch (TooLargeException e) {
        refused.add(refusal(line, "", e.getMessage(), Refusal.Cause.TOO_LARGE));
      }
    }
    return new StreamBatch(
        new EventReader.Batch(events, refused), origins, new HashMap<>(records.nextOffsets()));
  }

  private static Refusal refusal(
      long line, String field, @Nullable String reason, Refusal.Cause cause) {
    return new Refusal(line, field, String.valueOf(reason), "", cause);
  }

  Origin origin(Refusal refusal) {
    return origins.get((int) refusal.line() - 1);
  }
}
