package org.bellwether.notify;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Metadata;

/** The channels as a table; what a secret is nobody is told. */
public final class Channels {

  private final Metadata metadata;
  private final AuditLog audit;
  private final Sealed sealed;
  private final SecureRandom random = new SecureRandom();

  public Channels(Metadata metadata, AuditLog audit, Sealed sealed) {
    this.metadata = metadata;
    this.audit = audit;
    this.sealed = sealed;
  }

  /** A fresh id for a channel or an entry of the calendar. */
  public String freshId() {
    byte[] id = new byte[6];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  public List<Channel> all() {
    return metadata
        .jdbc()
        .sql("select content from channel order by name")
        .query(String.class)
        .list()
        .stream()
        .map(text -> Documents.read(text, Channel.class))
        .toList();
  }

  public Optional<Channel> find(String id) {
    return all().stream().filter(c -> c.id().equals(id)).findFirst();
  }

  String secret(String id) throws UndeliveredException {
    return sealed.open(
        metadata
            .jdbc()
            .sql("select secret from channel where id = ?")
            .param(id)
            .query(String.class)
            .optional()
            .orElse(""));
  }

  /**
   * Keeps a channel, new or changed.
   *
   * @param secret see {@link Channel#check}; empty to keep the one it has
   * @throws IllegalArgumentException that names the field, if something about it is wrong; also if
   *     the secret is left out although it would be sent to another target than before
   */
  public Channel keep(Channel wanted, String secret, String actor) {
    Channel known = find(wanted.id()).orElse(null);
    String before = known == null ? null : Documents.write(known);
    String entered = secret.strip();
    if (known == null || !entered.isEmpty()) {
      wanted.check(entered);
    } else if (!wanted.kind().isUrlSecret()) {
      wanted.check("the-secret-that-it-has");
      requireSameTarget(known, wanted);
    }
    if (all().stream()
        .anyMatch(c -> c.name().equals(wanted.name()) && !c.id().equals(wanted.id()))) {
      throw new IllegalArgumentException(
          "name: there is a channel '" + wanted.name() + "' already");
    }
    Channel channel =
        !wanted.kind().isUrlSecret()
            ? wanted
            : withTarget(
                wanted,
                known == null || !entered.isEmpty()
                    ? Channel.url("secret", entered).getHost()
                    : known.target());
    audit.record(() -> {
      write(channel, before == null, entered);
      return new AuditLog.Change(
          actor,
          before == null ? "channel.create" : "channel.change",
          "channel:" + channel.id(),
          before,
          Documents.write(channel));
    });
    return channel;
  }

  /** Otherwise whoever may change a channel could have its secret sent to a host of theirs. */
  private static void requireSameTarget(Channel known, Channel wanted) {
    if (known.kind().isSecretSent() && !known.target().equals(wanted.target())) {
      throw new IllegalArgumentException(
          "secret: enter it again, since the target changes: it is sent nowhere that it was not"
              + " entered for");
    }
  }

  private static Channel withTarget(Channel c, String target) {
    return new Channel(
        c.id(),
        c.name(),
        c.kind(),
        target,
        c.owners(),
        c.models(),
        c.least(),
        c.escalations(),
        c.active());
  }

  private void write(Channel channel, boolean fresh, String secret) {
    String content = Documents.write(channel);
    if (fresh) {
      metadata
          .jdbc()
          .sql("insert into channel (id, name, content, secret) values (?, ?, ?, ?)")
          .params(channel.id(), channel.name(), content, sealed.seal(secret))
          .update();
      return;
    }
    metadata
        .jdbc()
        .sql("update channel set name = ?, content = ? where id = ?")
        .params(channel.name(), content, channel.id())
        .update();
    if (!secret.isEmpty()) {
      metadata
          .jdbc()
          .sql("update channel set secret = ? where id = ?")
          .params(sealed.seal(secret), channel.id())
          .update();
    }
  }

  /** Removes a channel, and ends what was on its way to it; whether it was there. */
  public boolean remove(String id, String actor, Instant now) {
    Optional<Channel> there = find(id);
    if (there.isEmpty()) {
      return false;
    }
    audit.record(() -> {
      metadata
          .jdbc()
          .sql(
              """
              update outbox set ended = ?, problem = 'the channel was removed'
              where channel = ? and delivered is null and ended is null
              """)
          .params(now.atOffset(ZoneOffset.UTC), id)
          .update();
      metadata.jdbc().sql("delete from channel where id = ?").param(id).update();
      return new AuditLog.Change(
          actor, "channel.remove", "channel:" + id, Documents.write(there.get()), null);
    });
    return true;
  }
}
