interface BrandMarkProps {
  readonly size: number
}

/** The switchboard's cord. The same drawing as `public/icon.svg` and, larger, `resources/icon.svg`. */
export function BrandMark({ size }: BrandMarkProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="14" fill="#0d6b68" />
      <path d="M19 19C19 39 45 25 45 45" fill="none" stroke="#fff" strokeWidth="5" strokeLinecap="round" />
      <g fill="#0d6b68" stroke="#fff" strokeWidth="4">
        <circle cx="19" cy="19" r="6" />
        <circle cx="45" cy="45" r="6" />
      </g>
    </svg>
  )
}
