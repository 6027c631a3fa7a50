import { parseUrl } from './url.ts'

export interface ProxySettings {
  /** Empty for none: left out, undici would look into the process's environment by itself. */
  readonly http: string
  readonly https: string
  /** Hosts that are asked directly. */
  readonly none: string
  readonly used: boolean
}

/**
 * The usual variables, in either case, the lower one first; what is said for http serves https too.
 *
 * @throws TypeError when a proxy is no URL; its text is not repeated, it may hold a password
 */
export function proxySettings(env: Readonly<Record<string, string | undefined>>): ProxySettings {
  const { http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY } = env
  const http = http_proxy ?? HTTP_PROXY ?? ''
  const https = https_proxy ?? HTTPS_PROXY ?? http
  for (const value of [http, https])
    if (value !== '' && !/^(https?|socks5?):$/.test(parseUrl(value)?.protocol ?? ''))
      throw new TypeError('HTTP_PROXY or HTTPS_PROXY is no URL; expected something like http://proxy.example:3128')
  return { http, https, none: no_proxy ?? NO_PROXY ?? '', used: http !== '' || https !== '' }
}
