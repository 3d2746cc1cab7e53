package org.bellwether.access;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Sign-in by login and password, within the limits. */
final class PasswordSignIn implements AuthenticationProvider {

  private static final Logger LOG = LoggerFactory.getLogger(PasswordSignIn.class);

  private final Accounts accounts;
  private final SignInLimits limits;
  private final MeterRegistry figures;
  // A password costs tenths of a second of processor time, by design: two at a time, no more.
  private final Semaphore checking = new Semaphore(2);

  PasswordSignIn(Accounts accounts, SignInLimits limits, MeterRegistry figures) {
    this.accounts = accounts;
    this.limits = limits;
    this.figures = figures;
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }

  @Override
  public Authentication authenticate(Authentication offered) {
    String login = offered.getName();
    List<String> keys =
        List.of("name " + login, SignInLimits.ADDRESS + address(offered.getDetails()));
    if (!keys.stream().allMatch(limits::allows)) {
      count("wait");
      LOG.warn("sign-in refused after too many failures: {}", keys);
      throw new LockedException("too many failed sign-ins");
    }
    Optional<Account> account = verify(login, String.valueOf(offered.getCredentials()));
    if (account.isEmpty()) {
      keys.forEach(limits::failed);
      count("wrong");
      throw new BadCredentialsException("login and password do not belong together");
    }
    // Not the address: an own account would let a guesser start over.
    limits.succeeded(keys.getFirst());
    count("in");
    return new SignedIn(login, accounts.seal(login));
  }

  private void count(String result) {
    figures.counter("bellwether.sign.in", "result", result).increment();
  }

  private Optional<Account> verify(String login, String password) {
    try {
      if (!checking.tryAcquire(2, TimeUnit.SECONDS)) {
        throw new LockedException("too many sign-ins at a time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LockedException("interrupted", e);
    }
    try {
      return accounts.verify(login, password);
    } finally {
      checking.release();
    }
  }

  private static String address(@Nullable Object details) {
    return details instanceof WebAuthenticationDetails web
        ? String.valueOf(web.getRemoteAddress())
        : "unknown";
  }
}
