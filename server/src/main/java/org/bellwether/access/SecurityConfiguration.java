package org.bellwether.access;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.bellwether.registry.Catalog;
import org.bellwether.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.request.async.WebAsyncManagerIntegrationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;

/** Spring Security from the table of {@link Endpoints}. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class SecurityConfiguration {

  /** Nothing from elsewhere, nothing inline. */
  static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  @Bean
  Endpoints endpoints() {
    return new Endpoints();
  }

  @Bean
  Refusals refusals(Endpoints endpoints, RefusalPage refusalPage) {
    return new Refusals(endpoints, refusalPage);
  }

  /**
   * Whoever bears a token needs no session, no form and no cookie, and a browser never adds that
   * header by itself, so no other page can forge the request: a short chain, for each event may
   * come in a request of its own.
   */
  @Bean
  @Order(1)
  SecurityFilterChain bearers(
      HttpSecurity http,
      Endpoints endpoints,
      Refusals refusals,
      Catalog catalog,
      Tokens tokens,
      OperatorKey operator) {
    return guarded(http, endpoints, refusals, catalog)
        .securityMatcher(TokenFilter::bearsToken)
        .addFilterBefore(new TokenFilter(tokens, operator), WebAsyncManagerIntegrationFilter.class)
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain everyoneElse(
      HttpSecurity http,
      Endpoints endpoints,
      Refusals refusals,
      Catalog catalog,
      Accounts accounts,
      Settings settings,
      InstantSource clock,
      MeterRegistry figures) {
    SignInHandlers handlers = new SignInHandlers(settings.access().sessionIdle());
    SignInLimits limits =
        new SignInLimits(
            clock, settings.access().signInAttempts(), settings.access().signInPause());
    if (!settings.oidc().issuer().isEmpty()) {
      ProviderSignIn provider = new ProviderSignIn(settings.oidc(), accounts, handlers);
      http.oauth2Login(sign ->
          sign.loginPage("/sign-in")
              .clientRegistrationRepository(provider)
              .authorizedClientRepository(provider.clients())
              .successHandler(provider)
              .failureHandler(handlers));
    }
    return guarded(http, endpoints, refusals, catalog)
        .addFilterBefore(new SessionFilter(accounts), AuthorizationFilter.class)
        .authenticationProvider(new PasswordSignIn(accounts, limits, figures))
        .formLogin(form ->
            form.loginPage("/sign-in")
                .usernameParameter("login")
                .successHandler(handlers)
                .failureHandler(handlers))
        .logout(out ->
            out.logoutUrl("/sign-out")
                .logoutSuccessUrl("/sign-in")
                .deleteCookies("bellwether-session"))
        .csrf(csrf -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository()))
        .requestCache(cache -> cache.requestCache(new NullRequestCache()))
        .build();
  }

  /** What holds for every request. */
  private static HttpSecurity guarded(
      HttpSecurity http, Endpoints endpoints, Refusals refusals, Catalog catalog) {
    return http.authorizeHttpRequests(
            all -> all.anyRequest().access(new EndpointAuthorization(endpoints, catalog)))
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .headers(headers ->
            headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
        .httpBasic(AbstractHttpConfigurer::disable);
  }
}
