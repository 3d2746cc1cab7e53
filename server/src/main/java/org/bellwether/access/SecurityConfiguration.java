package org.bellwether.access;

import org.bellwether.registry.Catalog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.session.DisableEncodeUrlFilter;

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
  SecurityFilterChain everything(
      HttpSecurity http,
      Endpoints endpoints,
      Catalog catalog,
      Tokens tokens,
      OperatorKey operator) {
    Refusals refusals = new Refusals(endpoints);
    return http.authorizeHttpRequests(
            all -> all.anyRequest().access(new EndpointAuthorization(endpoints, catalog)))
        .addFilterBefore(new TokenFilter(tokens, operator), DisableEncodeUrlFilter.class)
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .csrf(csrf ->
            csrf.csrfTokenRepository(new CookieCsrfTokenRepository())
                // A browser never adds this header by itself, so no other page can forge it.
                .ignoringRequestMatchers(TokenFilter::bearsToken))
        .requestCache(cache -> cache.requestCache(new NullRequestCache()))
        .headers(headers ->
            headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }
}
